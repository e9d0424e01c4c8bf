import type { GridTable } from './gridTable';
import { type Cell, everything, moved, single } from './selection';
import type { TensorState } from './tensorState';
import { length } from './viewport';

/** Selecting by mouse and keys, and copying, in the grid. Returns how to detach. */
export function attachGridInput(
  grid: GridTable,
  state: TensorState,
  onCopy: () => void,
): () => void {
  const { table } = grid;
  const detach = new AbortController();
  const { signal } = detach;
  let anchor: Cell | undefined;

  table.addEventListener(
    'mousedown',
    (event) => {
      const cell = grid.cellOf(event.target);
      if (event.button !== 0 || cell === undefined) return;
      event.preventDefault();
      table.focus({ preventScroll: true });
      const before = state.selection.peek();
      anchor = event.shiftKey && before !== null ? before.anchor : cell;
      state.select({ anchor, focus: cell });
    },
    { signal },
  );
  table.addEventListener(
    'mousemove',
    (event) => {
      const cell = grid.cellOf(event.target);
      if (anchor === undefined || cell === undefined || (event.buttons & 1) === 0) return;
      const { focus } = state.selection.peek() ?? single(cell);
      if (focus.row !== cell.row || focus.column !== cell.column) {
        state.select({ anchor, focus: cell });
      }
    },
    { signal },
  );
  window.addEventListener(
    'mouseup',
    () => {
      anchor = undefined;
    },
    { signal },
  );
  table.addEventListener(
    'keydown',
    (event) => {
      if (press(event, state, onCopy)) event.preventDefault();
    },
    { signal },
  );
  return () => {
    detach.abort();
  };
}

function press(event: KeyboardEvent, state: TensorState, onCopy: () => void): boolean {
  const control = event.ctrlKey || event.metaKey;
  const extent = state.extent.peek();
  if (control && event.key.toLowerCase() === 'c') {
    onCopy();
    return true;
  }
  if (control && event.key.toLowerCase() === 'a') {
    state.select(everything(extent), false);
    return true;
  }
  const shown = state.gridWindow.peek();
  const page = {
    rows: Math.max(1, shown === null ? 1 : length(shown.rows) - 1),
    columns: Math.max(1, shown === null ? 1 : length(shown.columns) - 1),
  };
  const modifiers = { shift: event.shiftKey, control };
  const next = moved(state.selection.peek(), event.key, modifiers, extent, page);
  if (next === undefined) return false;
  state.select(next);
  return true;
}
