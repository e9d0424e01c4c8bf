import { useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { exactText } from '../../tensor/cellText';
import type { TensorState } from '../../tensor/tensorState';
import { track } from '../../ui/track';

/** A tensor without axes is one number: shown large and exact. */
export function ScalarValue({ state }: { state: TensorState }): VNode {
  useSignalEffect(() => {
    track(state.view);
    state.cells.want('grid', { rows: { start: 0, end: 1 }, columns: { start: 0, end: 1 } });
  });
  track(state.arrived);
  return (
    <p class="scalar" aria-label="Value">
      {exactText(state, { row: 0, column: 0 }, 'full') ?? '…'}
    </p>
  );
}
