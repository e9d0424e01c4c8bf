import { effect, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CellEditor } from './cellEditor';
import type { GridEdits } from './gridEdits';
import { afterPicture } from './afterPicture';
import { GridChoices } from '../../tensor/grid/gridChoices';
import { attachGridInput } from '../../tensor/grid/gridInput';
import { followGrid } from '../../tensor/grid/followGrid';
import { GridTable } from '../../tensor/grid/gridTable';
import { look } from '../../tensor/look';
import { numberFormat, tint } from '../../tensor/settings';
import { selectedText } from '../../tensor/spoken';
import type { TensorState } from '../../tensor/tensorState';
import { length } from '../../tensor/viewport';
import { track } from '../../ui/track';
import { editedWeights } from '../state';

/** Exact numbers of the matrix, as far as they are in sight. */
export function Grid({
  state,
  onCopy,
  edits,
}: {
  readonly state: TensorState;
  readonly onCopy: () => void;
  /** Null where values cannot be edited. */
  readonly edits: GridEdits | null;
}): VNode {
  const box = useRef<HTMLDivElement>(null);
  const table = useSignal<GridTable | null>(null);
  const editing = edits?.editing.value ?? null;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    return afterPicture(state, () => {
      const { name, dtype } = state.detail;
      const grid = new GridTable(element, state, {
        label: `Values of ${name}${dtype === 'string' ? '' : '. Enter edits the selected cell.'}`,
      });
      const detach = attachGridInput(grid, state, onCopy, edits);
      table.value = grid;
      const stops = follow(grid, state, edits);
      return () => {
        for (const stop of stops) stop();
        detach();
        grid.dispose();
      };
    });
  }, [state]);
  return (
    <section class="grid-section" aria-label="Exact values">
      <div class="tensor-bar" role="toolbar" aria-label="Grid">
        <GridChoices dtype={state.detail.dtype} />
        <span class="selected-text">{selectedText(state)}</span>
      </div>
      <div
        class={state.detail.dtype === 'string' ? 'grid strings' : 'grid'}
        style={{ '--grid-height': `${GridTable.heightFor(length(state.extent.value.rows))}px` }}
      >
        <div class="grid-table" ref={box} />
        {table.value !== null && edits !== null && editing !== null && (
          <CellEditor
            key={`${editing.cell.row},${editing.cell.column}`}
            state={state}
            edits={edits}
            grid={table.value}
            editing={editing}
          />
        )}
      </div>
    </section>
  );
}

/** Keeps the grid as the state has it. @returns What ends that. */
function follow(
  grid: GridTable,
  state: TensorState,
  edits: GridEdits | null,
): readonly (() => void)[] {
  return [
    effect(() => {
      track(state.arrived, state.selection, state.limit);
      track(numberFormat, tint, look, editedWeights);
      grid.refresh();
    }),
    // What was being typed belongs to a cell that is no longer shown.
    ...followGrid(grid, state, () => edits?.cancel()),
  ];
}
