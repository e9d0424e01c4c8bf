import { effect, untracked } from '@preact/signals';
import { track } from '../../ui/track';
import type { GridTable } from './gridTable';
import type { TensorState } from '../tensorState';

/**
 * Keeps what a grid shows and where it stands as the state has it.
 * @param onReset before other cells come in place of those that are shown.
 * @returns what ends that.
 */
export function followGrid(
  grid: GridTable,
  state: TensorState,
  onReset: () => void = () => undefined,
): readonly (() => void)[] {
  return [
    effect(() => {
      track(state.view, state.extent);
      untracked(() => {
        onReset();
        grid.reset();
      });
    }),
    effect(() => {
      const cell = state.gridTarget.value;
      if (cell !== null) untracked(() => grid.reveal(cell));
    }),
    effect(() => {
      const cell = state.gridScroll.value;
      if (cell !== null) untracked(() => grid.scrollTo(cell));
    }),
  ];
}
