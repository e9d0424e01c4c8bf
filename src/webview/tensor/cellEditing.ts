import { type Cell, type Selection, single } from './selection';
import type { Extent } from './viewport';

/** A cell whose value is being typed. */
export interface Editing {
  readonly cell: Cell;
  readonly text: string;
  /** Begun by typing over the value: up and down then leave the cell, as there is no old text to walk in. */
  readonly overtyped: boolean;
  /** Why the text cannot be the cell's value; it stays open until that is mended. */
  readonly message: string | null;
}

/** What a key in the grid begins, beside moving the selection. */
export type GridAction =
  | { readonly type: 'edit' }
  /** The typed character takes the place of the value. */
  | { readonly type: 'overtype'; readonly text: string }
  | { readonly type: 'zero' }
  | { readonly type: 'paste' };

/** What carries out the keys that edit. */
export interface CellActions {
  act(action: GridAction): void;
}

/** The same, and what the mouse and a menu begin in the grid. */
export interface GridActions extends CellActions {
  /** Begins with the value as it is, every digit. */
  edit(cell: Cell): void;
  paste(text: string): void;
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Undefined for a key that edits nothing. */
export function gridAction(press: KeyPress): GridAction | undefined {
  const { key } = press;
  const control = press.ctrlKey || press.metaKey;
  if (control && !press.altKey && !press.shiftKey && key.toLowerCase() === 'v') {
    return { type: 'paste' };
  }
  if (control || press.altKey) return undefined;
  if (key === 'F2' || key === 'Enter') return { type: 'edit' };
  if (key === 'Delete' || key === 'Backspace') return { type: 'zero' };
  return key.length === 1 && key !== ' ' ? { type: 'overtype', text: key } : undefined;
}

/** What a key in the cell's editor does; undefined for one that is the text field's own. */
export type EditorAction =
  | { readonly type: 'commit'; readonly move: Move }
  | { readonly type: 'cancel' }
  | { readonly type: 'save' };

export interface Move {
  readonly rows: number;
  readonly columns: number;
}

const STAY: Move = { rows: 0, columns: 0 };

export function editorAction(press: KeyPress, overtyped: boolean): EditorAction | undefined {
  if (press.altKey) return undefined;
  const back = press.shiftKey;
  if (press.ctrlKey || press.metaKey) {
    return press.key.toLowerCase() === 's' && !back ? { type: 'save' } : undefined;
  }
  switch (press.key) {
    case 'Enter':
      return { type: 'commit', move: { ...STAY, rows: back ? -1 : 1 } };
    case 'Tab':
      return { type: 'commit', move: { ...STAY, columns: back ? -1 : 1 } };
    case 'ArrowDown':
    case 'ArrowUp':
      return overtyped && !back
        ? { type: 'commit', move: { ...STAY, rows: press.key === 'ArrowDown' ? 1 : -1 } }
        : undefined;
    case 'Escape':
      return { type: 'cancel' };
    default:
      return undefined;
  }
}

/**
 * Whether a key typed into a text field is the field's alone. VS Code hears every key that leaves the
 * page's elements, and would undo the document's last edit where the person takes back typing.
 */
export function isTextKey({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  if (!ctrlKey && !metaKey) return !altKey && (key.length === 1 || TEXT_KEYS.has(key));
  return 'zyacxv'.includes(key.toLowerCase()) || TEXT_KEYS.has(key);
}

const TEXT_KEYS: ReadonlySet<string> = new Set([
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

/** The cell beside, if there is one, else the same. */
export function beside({ row, column }: Cell, { rows, columns }: Move, extent: Extent): Selection {
  const within = (at: number, { start, end }: { start: number; end: number }): number =>
    Math.max(start, Math.min(end - 1, at));
  return single({
    row: within(row + rows, extent.rows),
    column: within(column + columns, extent.columns),
  });
}
