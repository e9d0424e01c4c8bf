import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Codicon } from './codicon';

export interface FieldElement extends HTMLElement {
  value: string;
}

/** A search field at the head of a list; Ctrl+F or Cmd+F leads to it. */
export function FilterField(props: {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** How much was found, announced; '' without a filter. */
  readonly found: string;
  /** What stands at the field's end. */
  readonly end?: (field: () => FieldElement | null) => ComponentChildren;
}): VNode {
  const field = useRef<FieldElement>(null);
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
        label={props.label}
        placeholder="Filter by name, class or role"
        value={props.text}
        onInput={() => props.onText(field.current?.value ?? '')}
        onKeyDown={props.onKeyDown}
      >
        <span slot="content-before" class="filterIcon">
          <Codicon glyph="search" />
        </span>
        {props.end?.(() => field.current)}
      </vscode-textfield>
      <div class="matches" role="status">
        {props.found}
      </div>
    </div>
  );
}
