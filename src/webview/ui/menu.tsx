import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface MenuItem {
  readonly label: string;
  /** Begins a new group of the menu. */
  readonly apart?: boolean;
  /** Why it cannot be chosen now. */
  readonly disabled?: string | undefined;
  readonly onChoose: () => void;
}

/** A menu in the look of VS Code's own, which takes the keyboard when it opens. */
export function Menu({
  label,
  items,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
}): VNode {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => focusItem(list.current, 0), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = itemsOf(list.current);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    focusItem(list.current, next);
  };
  return (
    <div ref={list} class="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map(({ label: text, apart, disabled, onChoose }) => (
        <>
          {apart === true && <div role="separator" class="menu-separator" />}
          <button
            key={text}
            type="button"
            role="menuitem"
            class="menu-item"
            tabIndex={-1}
            aria-disabled={disabled !== undefined}
            aria-description={disabled}
            title={disabled}
            onClick={() => {
              if (disabled === undefined) onChoose();
            }}
          >
            {text}
          </button>
        </>
      ))}
    </div>
  );
}

function itemsOf(list: HTMLElement | null): HTMLButtonElement[] {
  return [...(list?.querySelectorAll('button') ?? [])];
}

/** Counts round at either end. */
function focusItem(list: HTMLElement | null, index: number): void {
  const buttons = itemsOf(list);
  buttons.at(index % buttons.length)?.focus();
}
