import type { VNode } from 'preact';
import { Codicon, type Glyph } from './codicon';

/** A button of a page's header: a picture and a word. */
export function Action(props: {
  readonly glyph: Glyph;
  readonly text: string;
  readonly title: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}): VNode {
  const { glyph, text, title, pressed, disabled, onClick } = props;
  return (
    <button
      type="button"
      class="action"
      title={title}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Codicon glyph={glyph} />
      <span class="actionText">{text}</span>
    </button>
  );
}
