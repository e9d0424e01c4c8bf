import type { VNode } from 'preact';
import { Codicon, type Glyph } from './codicon';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** A native list box: the platform's own keys, screen reader support and overflow. */
export function Select<T extends string>({
  label,
  value,
  choices,
  onChange,
  title,
  bare = false,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly title?: string;
  /** The label is spoken only, where the choices speak for themselves. */
  readonly bare?: boolean;
}): VNode {
  return (
    <label class="control" title={title}>
      <span class={bare ? 'unseen' : 'control-label'}>{label}</span>
      <select
        class="select"
        value={value}
        onChange={(event) => {
          const chosen = choices[event.currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A few choices side by side, one of them taken: a radio group by its keys and its roles. */
export function Segments<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (Choice<T> & {
    readonly title?: string;
    /** Spoken name where the label is a sign. */
    readonly spoken?: string;
  })[];
  readonly onChange: (value: T) => void;
}): VNode {
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = choices.findIndex((choice) => choice.value === value);
    const next = (at + by + choices.length) % choices.length;
    const chosen = choices[next];
    if (chosen !== undefined) onChange(chosen.value);
    const group = event.currentTarget as HTMLElement;
    group.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div class="segments" role="radiogroup" aria-label={label} onKeyDown={step}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          class="segment"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          aria-label={choice.spoken}
          title={choice.title}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

export function Checkbox({
  label,
  checked,
  onChange,
  title,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title?: string;
}): VNode {
  return (
    <label class="control checkbox" title={title}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** A small button in the look of VS Code's own toolbars: an icon, or a few letters where no icon says it. */
export function ToolButton({
  label,
  title,
  onClick,
  glyph,
  text,
  pressed,
}: {
  /** Spoken name. */
  readonly label: string;
  readonly title: string;
  readonly onClick: () => void;
  readonly glyph?: Glyph;
  readonly text?: string;
  readonly pressed?: boolean;
}): VNode {
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      aria-pressed={pressed}
      title={title}
      onClick={onClick}
    >
      {glyph !== undefined && <Codicon glyph={glyph} />}
      {text}
    </button>
  );
}
