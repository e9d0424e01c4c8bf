import { columnCount, defaultView, type MatrixView, rowCount } from '../../core/model/matrixView';
import type { Axis } from '../../core/model/model';
import type { Range } from '../../core/model/matrixView';
import type { Extent } from './viewport';

/** The name of a complex tensor's extra axis: real and imaginary parts lie beside each other in it. */
const PART = 'part';

/**
 * The view to begin with. A complex tensor begins with its real part, over the axes it has itself;
 * a list of strings is read downwards.
 */
export function firstView(
  shape: readonly number[],
  axes: readonly Axis[],
  dtype: string,
): MatrixView {
  const rank = shape.length;
  if (rank === 1 && dtype === 'string') return { rowAxis: 0, columnAxis: null, at: [0] };
  if (rank < 2 || axes[rank - 1]?.name !== PART) return defaultView(shape);
  return {
    rowAxis: rank >= 3 ? rank - 3 : null,
    columnAxis: rank - 2,
    at: shape.map(() => 0),
  };
}

/** Rows and columns change places. */
export function transposed(view: MatrixView): MatrixView {
  return { ...view, rowAxis: view.columnAxis, columnAxis: view.rowAxis };
}

/** Another axis as rows or columns; chosen on the other side already, the two change places. */
export function withAxis(
  view: MatrixView,
  side: 'rowAxis' | 'columnAxis',
  axis: number,
): MatrixView {
  const other = side === 'rowAxis' ? 'columnAxis' : 'rowAxis';
  if (view[side] === axis) return view;
  if (view[other] === axis) return transposed(view);
  return { ...view, [side]: axis, at: view.at.map((index, i) => (i === axis ? 0 : index)) };
}

export function withIndex(view: MatrixView, axis: number, index: number, size: number): MatrixView {
  const bounded = Math.max(0, Math.min(size - 1, Math.trunc(index)));
  if (!Number.isFinite(bounded)) return view;
  return { ...view, at: view.at.map((old, i) => (i === axis ? bounded : old)) };
}

/** Axes that need a picker: neither rows nor columns. */
export function sliceAxes(shape: readonly number[], view: MatrixView): number[] {
  return shape.map((_, axis) => axis).filter((a) => a !== view.rowAxis && a !== view.columnAxis);
}

/** The view in which an element lies, and its place there. Row and column axes stay. */
export function placeOf(
  view: MatrixView,
  index: readonly number[],
): { readonly view: MatrixView; readonly row: number; readonly column: number } {
  const at = view.at.map((old, axis) =>
    axis === view.rowAxis || axis === view.columnAxis ? old : (index[axis] ?? 0),
  );
  return {
    view: { ...view, at },
    row: view.rowAxis === null ? 0 : (index[view.rowAxis] ?? 0),
    column: view.columnAxis === null ? 0 : (index[view.columnAxis] ?? 0),
  };
}

/** Indices of one named part of an axis, such as one gate. */
export function partRange(axis: Axis, part: number): Range {
  const size = axis.size / (axis.parts?.length ?? 1);
  return { start: part * size, end: (part + 1) * size };
}

/** The axis in sight that has named parts: gates lie on columns, or on rows when transposed. */
export function partedAxis(axes: readonly Axis[], view: MatrixView): number | undefined {
  return [view.columnAxis, view.rowAxis].find(
    (axis): axis is number => axis !== null && (axes[axis]?.parts?.length ?? 0) > 1,
  );
}

/** All cells of the view, or those of one gate. */
export function extentOf(
  shape: readonly number[],
  axes: readonly Axis[],
  view: MatrixView,
  part: number | null,
): Extent {
  const rows = { start: 0, end: rowCount(shape, view) };
  const columns = { start: 0, end: columnCount(shape, view) };
  const parted = partedAxis(axes, view);
  const axis = parted === undefined ? undefined : axes[parted];
  if (part === null || axis === undefined) return { rows, columns };
  const range = partRange(axis, part);
  return parted === view.columnAxis ? { rows, columns: range } : { rows: range, columns };
}

/** Whether a stored view belongs to a tensor of this shape. */
export function isViewOf(view: MatrixView, shape: readonly number[]): boolean {
  const isAxis = (axis: number | null): boolean =>
    axis === null || (Number.isInteger(axis) && axis >= 0 && axis < shape.length);
  return (
    isAxis(view.rowAxis) &&
    isAxis(view.columnAxis) &&
    (view.rowAxis === null || view.rowAxis !== view.columnAxis) &&
    (shape.length === 0 || view.rowAxis !== null || view.columnAxis !== null) &&
    (shape.length < 2 || view.columnAxis !== null) &&
    view.at.length === shape.length &&
    view.at.every((index, axis) => index >= 0 && index < Math.max(1, shape[axis] ?? 1))
  );
}
