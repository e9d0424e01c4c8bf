/**
 * A tensor of any rank seen as a matrix: two of its axes are rows and columns, the others are held
 * at one index. Null means that the tensor has no such axis (a scalar has neither; a vector is one
 * row, so that a bias lines up with the columns of its kernel).
 */
export interface MatrixView {
  readonly rowAxis: number | null;
  readonly columnAxis: number | null;
  /** One index for each axis; those of the row and the column axis are ignored. */
  readonly at: readonly number[];
}

/** Half-open range [start, end). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The last two axes as rows and columns, the others at index 0. */
export function defaultView(shape: readonly number[]): MatrixView {
  const rank = shape.length;
  return {
    rowAxis: rank >= 2 ? rank - 2 : null,
    columnAxis: rank >= 1 ? rank - 1 : null,
    at: shape.map(() => 0),
  };
}

export function rowCount(shape: readonly number[], view: MatrixView): number {
  return view.rowAxis === null ? 1 : (shape[view.rowAxis] ?? 0);
}

export function columnCount(shape: readonly number[], view: MatrixView): number {
  return view.columnAxis === null ? 1 : (shape[view.columnAxis] ?? 0);
}

/** The index on each axis of the cell at (row, column). */
export function indexOf(view: MatrixView, row: number, column: number): number[] {
  return view.at.map((fixed, axis) =>
    axis === view.rowAxis ? row : axis === view.columnAxis ? column : fixed,
  );
}

/** Index on each axis of an element of a row-major tensor. */
export function unflatten(flat: number, shape: readonly number[]): number[] {
  const index: number[] = shape.map(() => 0);
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}

/** Position in row-major order of an element. */
export function flatten(index: readonly number[], shape: readonly number[]): number {
  return shape.reduce((flat, size, axis) => flat * size + (index[axis] ?? 0), 0);
}

/** A text that is the same for the same view, and for no other of its tensor. */
export function viewKey({ rowAxis, columnAxis, at }: MatrixView): string {
  return `${rowAxis ?? ''},${columnAxis ?? ''}@${at.join(',')}`;
}
