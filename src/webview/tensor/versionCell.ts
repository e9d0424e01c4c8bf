import { useSignalEffect } from '@preact/signals';
import { track } from '../ui/track';
import type { Cell } from './selection';
import type { Versions } from './versions';

/** A tensor without axes has this one cell. */
const ONLY: Cell = { row: 0, column: 0 };

/** The selected cell of the versions, the only one of a scalar; has its values fetched, and draws anew as they come. */
export function useVersionCell({ before, after, change }: Versions): {
  readonly cell: Cell | null;
  readonly isScalar: boolean;
} {
  const isScalar = after.detail.shape.length === 0;
  useSignalEffect(() => {
    track(after.view);
    if (!isScalar) return;
    const only = { rows: { start: 0, end: 1 }, columns: { start: 0, end: 1 } };
    for (const state of [before, after, change]) state.cells.want('grid', only);
  });
  track(before.arrived, after.arrived, change.arrived);
  return { cell: isScalar ? ONLY : (after.selection.value?.focus ?? null), isScalar };
}
