import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Signal } from '@preact/signals';

interface Props {
  /** Pixels of the part before the sash. */
  readonly width: Signal<number>;
  readonly least: number;
  readonly most: number;
  /** Id of the part before the sash. */
  readonly controls: string;
}

/** Pixels that an arrow key moves the sash. */
const STEP = 16;

/** The border between two parts, moved by mouse, touch, pen or the arrow keys; a double click resets it. */
export function Sash({ width, least, most, controls }: Props): VNode {
  const start = useRef<{ x: number; width: number } | null>(null);
  const set = (wanted: number): void => {
    width.value = Math.round(Math.max(least, Math.min(most, wanted)));
  };
  return (
    <div
      class="sash"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the layer tree"
      aria-controls={controls}
      aria-valuenow={Math.max(least, Math.min(most, width.value))}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: Math.min(most, width.value) };
      }}
      onPointerMove={(event) => {
        if (start.current !== null) set(start.current.width + event.clientX - start.current.x);
      }}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
      onDblClick={() => set(DEFAULT_WIDTH)}
      onKeyDown={(event) => {
        const wanted = byKey(event.key, width.value, least, most);
        if (wanted === undefined) return;
        event.preventDefault();
        set(wanted);
      }}
    />
  );
}

export const DEFAULT_WIDTH = 320;

function byKey(key: string, width: number, least: number, most: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return width - STEP;
    case 'ArrowRight':
      return width + STEP;
    case 'Home':
      return least;
    case 'End':
      return most;
    default:
      return undefined;
  }
}
