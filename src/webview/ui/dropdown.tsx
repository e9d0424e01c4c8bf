import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Codicon, type Glyph } from './codicon';
import { useDismiss } from './dismiss';

/** A button that opens what lies under it, such as a menu. */
export function Dropdown(props: {
  readonly glyph: Glyph;
  readonly text: string;
  readonly title: string;
  /** @param close To be called when the person has chosen; gives the keyboard back to the button. */
  readonly children: (close: () => void) => VNode;
}): VNode {
  const { glyph, text, title, children } = props;
  const isOpen = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (byKey: boolean): void => {
    isOpen.value = false;
    if (byKey) button.current?.focus();
  };
  useDismiss(box, isOpen.value, close);
  return (
    <div class="dropdown" ref={box}>
      <button
        ref={button}
        type="button"
        class="action"
        title={title}
        aria-label={text}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen.value) return;
          event.preventDefault();
          isOpen.value = true;
        }}
      >
        <Codicon glyph={glyph} />
        <span class="actionText">{text}</span>
        <Codicon glyph="chevron-down" class="small" />
      </button>
      {isOpen.value && children(() => close(true))}
    </div>
  );
}
