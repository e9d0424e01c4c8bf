import type { VNode } from 'preact';
import { counted } from '../../ui/amounts';
import { Codicon } from '../../ui/codicon';
import { FilterField } from '../../ui/filterField';
import { focusTree } from './focusTree';
import { clearFilter, filterText, matchCount } from './filter';

/** Narrows the tree to rows whose name, class or role contains a text. Escape clears it. */
export function FilterBox(): VNode {
  return (
    <FilterField
      label="Filter layers and weights by name, class or role"
      text={filterText.value}
      onText={(text) => (filterText.value = text)}
      onKeyDown={onFieldKey}
      found={matchCount.value === null ? '' : matchText(matchCount.value)}
      end={(field) =>
        filterText.value !== '' && (
          <button
            slot="content-after"
            class="iconButton"
            type="button"
            title="Clear filter (Escape)"
            aria-label="Clear filter"
            onClick={() => {
              clearFilter();
              field()?.focus();
            }}
          >
            <Codicon glyph="close" />
          </button>
        )
      }
    />
  );
}

function matchText(count: number): string {
  return count === 0 ? 'No row matches.' : counted(count, 'matching row');
}

function onFieldKey(event: KeyboardEvent): void {
  if (event.key === 'Escape' && filterText.value !== '') {
    event.preventDefault();
    event.stopPropagation();
    clearFilter();
  } else if (event.key === 'ArrowDown' || event.key === 'Escape') {
    event.preventDefault();
    focusTree();
  }
}
