import type { VNode } from 'preact';
import { Codicon } from '../../ui/codicon';
import { narrowed } from './filter';
import { setAll } from './treeState';

/** Opens or closes the whole tree at once. */
export function TreeTools(): VNode | null {
  if (narrowed.value !== null) return null;
  return (
    <div class="treeTools">
      <button
        type="button"
        class="iconButton"
        title="Expand all"
        aria-label="Expand all"
        onClick={() => setAll('expanded')}
      >
        <Codicon glyph="expand-all" />
      </button>
      <button
        type="button"
        class="iconButton"
        title="Collapse all"
        aria-label="Collapse all"
        onClick={() => setAll('collapsed')}
      >
        <Codicon glyph="collapse-all" />
      </button>
    </div>
  );
}
