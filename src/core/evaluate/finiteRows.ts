import { ModelMismatchError } from '../errors';

export type Floats = Float32Array | Float64Array;

/** The rows that can be judged, and how many cannot. */
export interface FiniteRows {
  /** Indices of the rows whose values are all finite, in their order. */
  readonly rows: Uint32Array;
  readonly leftOut: number;
  /** Index of the first row that is left out. */
  readonly firstLeftOut: number | null;
}

/** @param tables Each rows × columns, row after row; a row is kept where it is finite in all of them. */
export function finiteRows(
  count: number,
  tables: readonly { readonly values: Floats; readonly columns: number }[],
): FiniteRows {
  const kept = new Uint32Array(count);
  let length = 0;
  let firstLeftOut: number | null = null;
  for (let row = 0; row < count; row++) {
    if (tables.every(({ values, columns }) => isFinite(values, row * columns, columns)))
      kept[length++] = row;
    else firstLeftOut ??= row;
  }
  return { rows: kept.slice(0, length), leftOut: count - length, firstLeftOut };
}

function isFinite(values: Floats, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/** A sentence on the rows that are left out, null where there are none. Rows count from 1, as people do. */
export function leftOutText({ rows, leftOut, firstLeftOut }: FiniteRows): string | null {
  if (leftOut === 0 || firstLeftOut === null) return null;
  const all = (rows.length + leftOut).toLocaleString('en');
  return (
    `${leftOut.toLocaleString('en')} of ${all} rows are left out: ` +
    `what the model predicts for them is NaN or infinite, first for row ${firstLeftOut + 1}.`
  );
}

/** @throws ModelMismatchError where a table does not have its rows. */
export function checkLength(what: string, length: number, rows: number, columns: number): void {
  if (length === rows * columns) return;
  throw new ModelMismatchError(
    `There are ${length} ${what} for ${rows} rows of ${columns}. Predict all rows of the dataset and try again.`,
  );
}
