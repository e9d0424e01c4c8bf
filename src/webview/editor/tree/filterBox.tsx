import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { counted } from '../../ui/amounts';
import { Codicon } from '../../ui/codicon';
import { focusTree } from './focusTree';
import { clearFilter, filterText, matchCount } from './filter';

/** Narrows the tree to rows whose name, class or role contains a text. Ctrl+F or Cmd+F leads here, Escape clears it. */
export function FilterBox(): VNode {
  const field = useRef<HTMLElement & { value: string }>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      if (event.shiftKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div class="filterBox" role="search">
      <vscode-textfield
        ref={field}
        label="Filter layers and weights by name, class or role"
        placeholder="Filter by name, class or role"
        value={filterText.value}
        onInput={() => (filterText.value = field.current?.value ?? '')}
        onKeyDown={onFieldKey}
      >
        <Slotted />
        {filterText.value !== '' && (
          <button
            slot="content-after"
            class="iconButton"
            type="button"
            title="Clear filter (Escape)"
            aria-label="Clear filter"
            onClick={() => {
              clearFilter();
              field.current?.focus();
            }}
          >
            <Codicon glyph="close" />
          </button>
        )}
      </vscode-textfield>
      <div class="matches" role="status">
        {matchCount.value === null ? '' : matchText(matchCount.value)}
      </div>
    </div>
  );
}

function Slotted(): VNode {
  return (
    <span slot="content-before" class="filterIcon">
      <Codicon glyph="search" />
    </span>
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
