import type { VNode } from 'preact';
import { Dropdown } from '../../ui/dropdown';
import { Menu } from '../../ui/menu';
import { host, report } from '../host';
import { editedWeights } from '../state';

/** What the model can be held against. */
export function CompareMenu(): VNode {
  return (
    <Dropdown
      glyph="compare-changes"
      text="Compare"
      title="Compare with another model, with the saved file or with a commit"
    >
      {(close) => {
        const compare = (against: Parameters<typeof host.compare>[0]['against']) => () => {
          close();
          host.compare({ against }).catch(report);
        };
        const saved = editedWeights.value.size === 0 ? 'There are no unsaved changes' : undefined;
        return (
          <Menu
            label="Compare"
            items={[
              { label: 'With Another Model…', onChoose: compare('file') },
              { label: 'With Saved', disabled: saved, onChoose: compare('saved') },
              { label: 'With HEAD', apart: true, onChoose: compare('head') },
              { label: 'With Branch, Tag or Commit…', onChoose: compare('revision') },
            ]}
          />
        );
      }}
    </Dropdown>
  );
}
