import { useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { exactText } from './cellText';
import type { TensorState } from './tensorState';

/** A tensor without axes is one number: shown large and exact. */
export function ScalarValue({ state }: { state: TensorState }): VNode {
  useSignalEffect(() => {
    void state.view.value;
    state.cells.want('grid', { rows: { start: 0, end: 1 }, columns: { start: 0, end: 1 } });
  });
  void state.arrived.value;
  return (
    <p class="scalar" aria-label="Value">
      {exactText(state, { row: 0, column: 0 }, 'full') ?? '…'}
    </p>
  );
}
