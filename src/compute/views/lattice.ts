import { columnCount, type MatrixView, type Range, rowCount } from '../../core/model/matrixView';
import { stridesOf } from '../../core/model/strides';

/** A block of a matrix view by flat indices: the cell (row, column) is at offset + row * rowStride + column * columnStride. */
export interface Lattice {
  readonly offset: number;
  readonly rows: number;
  readonly rowStride: number;
  readonly columns: number;
  readonly columnStride: number;
}

/**
 * The cells of a block of a view of a tensor of this (shown) shape.
 * @throws RangeError where view or block do not fit the shape.
 */
export function latticeOf(
  shape: readonly number[],
  view: MatrixView,
  rows: Range,
  columns: Range,
): Lattice {
  checkView(shape, view);
  checkRange('rows', rows, rowCount(shape, view));
  checkRange('columns', columns, columnCount(shape, view));
  const strides = stridesOf(shape);
  const strideOf = (axis: number | null): number => (axis === null ? 0 : (strides[axis] ?? 0));
  const rowStride = strideOf(view.rowAxis);
  const columnStride = strideOf(view.columnAxis);
  const held = view.at.reduce(
    (sum, index, axis) =>
      axis === view.rowAxis || axis === view.columnAxis ? sum : sum + index * strideOf(axis),
    0,
  );
  return {
    offset: held + rows.start * rowStride + columns.start * columnStride,
    rows: rows.end - rows.start,
    rowStride,
    columns: columns.end - columns.start,
    columnStride,
  };
}

function checkView(shape: readonly number[], { rowAxis, columnAxis, at }: MatrixView): void {
  const isAxis = (axis: number | null): boolean =>
    axis === null || (Number.isInteger(axis) && axis >= 0 && axis < shape.length);
  const fits =
    isAxis(rowAxis) &&
    isAxis(columnAxis) &&
    (rowAxis === null || rowAxis !== columnAxis) &&
    at.length === shape.length &&
    at.every(
      (index, axis) =>
        axis === rowAxis ||
        axis === columnAxis ||
        (Number.isInteger(index) && index >= 0 && index < (shape[axis] ?? 0)),
    );
  if (!fits)
    throw new RangeError(`There is no such view of a tensor of shape [${shape.join(', ')}].`);
}

function checkRange(what: string, { start, end }: Range, size: number): void {
  const fits = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end;
  if (!fits || end > size)
    throw new RangeError(`There are ${size} ${what}, and none in [${start}, ${end}).`);
}
