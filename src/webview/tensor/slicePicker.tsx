import type { VNode } from 'preact';
import { ToolButton } from '../ui/controls';

/** Fewer indices than these are reached with the arrows as fast. */
const SLIDER_FROM = 16;

/** One index of an axis that is not in sight: a field, a slider and arrows. */
export function SlicePicker({
  name,
  size,
  value,
  onChange,
}: {
  readonly name: string;
  readonly size: number;
  readonly value: number;
  readonly onChange: (index: number) => void;
}): VNode {
  const go = (index: number): void => {
    if (Number.isInteger(index)) onChange(Math.max(0, Math.min(size - 1, index)));
  };
  return (
    <div class="slice" role="group" aria-label={name}>
      <span class="control-label">{name}</span>
      <ToolButton
        glyph="chevron-left"
        label={`Previous ${name}`}
        title={`Previous ${name}`}
        onClick={() => go(value - 1)}
      />
      <input
        class="number"
        type="number"
        aria-label={name}
        min={0}
        max={size - 1}
        value={value}
        onChange={(event) => {
          go(event.currentTarget.valueAsNumber);
          event.currentTarget.value = String(value);
        }}
      />
      <span class="muted">of {size}</span>
      <ToolButton
        glyph="chevron-right"
        label={`Next ${name}`}
        title={`Next ${name}`}
        onClick={() => go(value + 1)}
      />
      {size >= SLIDER_FROM && (
        <input
          class="slider"
          type="range"
          aria-label={`${name}, 0 to ${size - 1}`}
          min={0}
          max={size - 1}
          value={value}
          onInput={(event) => go(event.currentTarget.valueAsNumber)}
        />
      )}
    </div>
  );
}
