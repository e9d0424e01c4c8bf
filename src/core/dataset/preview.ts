import { cellsPerRow, isMissing, labelAt, type Table } from './table';

export interface TablePreview {
  readonly names: readonly string[];
  /** Number of the first of `rows`, counted from 1 as sentences do. */
  readonly first: number;
  /** Null where there is no value; an array is told by its shape. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Columns of a preview: more cannot be read, and each costs a message. */
const MAX_PREVIEW_COLUMNS = 200;

/** Rows [start, end) of a table as text. */
export function previewRows(table: Table, start: number, end: number): TablePreview {
  const columns = table.columns.slice(0, MAX_PREVIEW_COLUMNS);
  const count = Math.max(0, Math.min(end, table.rows) - start);
  return {
    names: columns.map(({ name }) => name),
    first: start + 1,
    rows: Array.from({ length: count }, (_, i) =>
      columns.map((column) => {
        if (column.shape.length > 0 && cellsPerRow(column) !== 1) return column.shape.join(' × ');
        return isMissing(column, start + i) ? null : labelAt(column, start + i);
      }),
    ),
  };
}
