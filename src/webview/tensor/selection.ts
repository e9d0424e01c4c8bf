import type { Extent } from './viewport';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: where it was begun, and where its moving corner is. */
export interface Selection {
  readonly anchor: Cell;
  readonly focus: Cell;
}

export function single(cell: Cell): Selection {
  return { anchor: cell, focus: cell };
}

export function block({ anchor, focus }: Selection): Extent {
  return {
    rows: {
      start: Math.min(anchor.row, focus.row),
      end: Math.max(anchor.row, focus.row) + 1,
    },
    columns: {
      start: Math.min(anchor.column, focus.column),
      end: Math.max(anchor.column, focus.column) + 1,
    },
  };
}

export function everything({ rows, columns }: Extent): Selection {
  return {
    anchor: { row: rows.start, column: columns.start },
    focus: { row: rows.end - 1, column: columns.end - 1 },
  };
}

/** What a key does to the selection; undefined for a key that means nothing here. */
export function moved(
  selection: Selection | null,
  key: string,
  modifiers: { readonly shift: boolean; readonly control: boolean },
  extent: Extent,
  page: { readonly rows: number; readonly columns: number },
): Selection | undefined {
  const { rows, columns } = extent;
  const at = selection?.focus ?? { row: rows.start, column: columns.start };
  const target = targetOf(key, modifiers.control, at, extent, page);
  if (target === undefined) return undefined;
  if (selection === null) return single(at);
  const focus = {
    row: Math.max(rows.start, Math.min(rows.end - 1, target.row)),
    column: Math.max(columns.start, Math.min(columns.end - 1, target.column)),
  };
  return { anchor: modifiers.shift ? selection.anchor : focus, focus };
}

function targetOf(
  key: string,
  control: boolean,
  { row, column }: Cell,
  { rows, columns }: Extent,
  page: { readonly rows: number; readonly columns: number },
): Cell | undefined {
  const far = Number.MAX_SAFE_INTEGER;
  switch (key) {
    case 'ArrowUp':
      return { row: control ? rows.start : row - 1, column };
    case 'ArrowDown':
      return { row: control ? far : row + 1, column };
    case 'ArrowLeft':
      return { row, column: control ? columns.start : column - 1 };
    case 'ArrowRight':
      return { row, column: control ? far : column + 1 };
    case 'PageUp':
      return { row: row - page.rows, column };
    case 'PageDown':
      return { row: row + page.rows, column };
    case 'Home':
      return { row: control ? rows.start : row, column: columns.start };
    case 'End':
      return { row: control ? far : row, column: far };
    default:
      return undefined;
  }
}
