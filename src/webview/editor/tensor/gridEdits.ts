import { type Signal, signal } from '@preact/signals';
import { applyEdit } from '../edit/applyEdit';
import { typedValue } from '../edit/typedValue';
import { host, isCancelled, sentence } from '../host';
import { editableText } from '../../ui/numberFormat';
import { filledBlock, singleValue } from './blockText';
import { beside, type Editing, type GridActions, type Move } from '../../tensor/cellEditing';
import { block, type Cell } from '../../tensor/selection';
import type { TensorState } from '../../tensor/tensorState';
import { length } from '../../tensor/viewport';

/** Changing cells of the matrix that is shown. */
export interface GridEdits extends GridActions {
  /** The cell that is being typed into, if any. */
  readonly editing: Signal<Editing | null>;
  /** Makes the typed text the cell's value and leaves the cell; says why not where the text stands for none, and returns false. */
  commit(text: string, move: Move | null): boolean;
  cancel(): void;
}

/** @param say shows one sentence on the page, or takes the last one away */
export function createGridEdits(
  state: TensorState,
  say: (message: string | null) => void,
): GridEdits {
  const editing = signal<Editing | null>(null);
  const { weight } = state.detail;

  const write = async (at: Cell, text: string): Promise<void> => {
    const view = state.view.peek();
    await applyEdit({ kind: 'cells', weight, view, row: at.row, column: at.column, text });
  };
  const open = (cell: Cell, typed?: string): void => {
    const found = state.cells.get(cell.row, cell.column);
    // What cannot be read may still be given a value.
    const value = found === undefined ? '' : editableText(found.values, found.index);
    say(null);
    editing.value = { cell, text: typed ?? value, overtyped: typed !== undefined, message: null };
  };
  const attempt = (work: () => Promise<void>): void => {
    say(null);
    work().catch((error: unknown) => {
      if (!isCancelled(error)) say(sentence(error));
    });
  };
  /** One value in every selected cell. */
  const fill = async (value: string): Promise<void> => {
    const selection = state.selection.peek();
    if (selection === null) return;
    const chosen = block(selection);
    const corner = { row: chosen.rows.start, column: chosen.columns.start };
    await write(corner, filledBlock(value, chosen));
  };
  const paste = async (text: string): Promise<void> => {
    const selection = state.selection.peek();
    if (selection === null) throw new Error(NO_PLACE);
    if (text === '') throw new Error('There is no text to paste: copy some numbers first.');
    const { rows, columns } = block(selection);
    const value = singleValue(text);
    if (value !== undefined && length(rows) * length(columns) > 1) await fill(value);
    else await write({ row: rows.start, column: columns.start }, text);
  };

  return {
    editing,
    edit: (cell) => open(cell),
    cancel: () => {
      editing.value = null;
    },
    paste: (text) => attempt(() => paste(text)),
    act: (action) => {
      const focus = state.selection.peek()?.focus;
      switch (action.type) {
        case 'edit':
          if (focus !== undefined) open(focus);
          break;
        case 'overtype':
          if (focus !== undefined) open(focus, action.text);
          break;
        case 'zero':
          attempt(() => fill('0'));
          break;
        case 'paste':
          attempt(async () => paste((await host.readClipboard(null)).text));
          break;
      }
    },
    commit: (text, move) => {
      const current = editing.peek();
      if (current === null) return true;
      const { cell } = current;
      const touched = current.overtyped || current.message !== null || text !== current.text;
      const typed = typedValue(text, state.detail.dtype);
      if (touched && 'problem' in typed) {
        editing.value = { ...current, text, message: typed.problem };
        return false;
      }
      editing.value = null;
      if (move !== null) state.select(beside(cell, move, state.extent.peek()));
      if (touched) attempt(() => write(cell, text));
      return true;
    },
  };
}

const NO_PLACE = 'Nothing is selected to paste into: select a cell in the grid, then paste.';
