import { type GridActions, gridAction } from '../cellEditing';
import type { GridTable } from './gridTable';
import { block, type Cell, everything, moved, single } from '../selection';
import type { TensorState } from '../tensorState';
import { contains, type Extent, length } from '../viewport';

/** Selecting by mouse and keys, copying and editing, in the grid. Returns how to detach. */
export function attachGridInput(
  grid: GridTable,
  state: TensorState,
  onCopy: () => void,
  edits: GridActions | null,
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
    'contextmenu',
    (event) => {
      const cell = grid.cellOf(event.target);
      const chosen = state.selection.peek();
      if (cell === undefined || (chosen !== null && holds(block(chosen), cell))) return;
      state.select(single(cell));
    },
    { signal },
  );
  table.addEventListener(
    'dblclick',
    (event) => {
      const cell = grid.cellOf(event.target);
      if (cell !== undefined) edits?.edit(cell);
    },
    { signal },
  );
  table.addEventListener(
    'keydown',
    (event) => {
      const action = edits === null ? undefined : gridAction(event);
      if (action !== undefined) edits?.act(action);
      else if (!press(event, state, onCopy)) return;
      event.preventDefault();
      // VS Code would act on the key too: paste, copy or select all text by itself, or start a command.
      event.stopPropagation();
    },
    { signal },
  );
  // The Paste of a menu arrives as the browser's own event.
  table.addEventListener(
    'paste',
    (event) => {
      const text = event.clipboardData?.getData('text/plain');
      if (edits === null || text === undefined) return;
      event.preventDefault();
      edits.paste(text);
    },
    { signal },
  );
  return () => {
    detach.abort();
  };
}

function holds({ rows, columns }: Extent, { row, column }: Cell): boolean {
  return contains(rows, row) && contains(columns, column);
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
