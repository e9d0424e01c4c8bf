import type { DataResponse } from 'regular-table/dist/esm/types';
import { cellText } from '../../ui/numberFormat';
import { headerText } from '../axisText';
import type { NamedState } from '../heatmap/heatmap';
import type { Cell } from '../selection';
import { numberFormat } from '../settings';
import type { TensorState } from '../tensorState';
import { type Extent, length } from '../viewport';

export const ROW_HEIGHT = 22;

/** A part of the table, in its own columns and rows from 0; each cell has a column for every version. */
interface Part {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Texts and headings of a part of the grid; has fetched what is not there yet. */
export function gridPage(
  state: TensorState,
  versions: readonly NamedState[],
  isBlank: (cell: Cell) => boolean,
  { x0, y0, x1, y1 }: Part,
): DataResponse {
  const { axes } = state.detail;
  const view = state.view.peek();
  const { rows, columns } = state.extent.peek();
  const height = length(rows);
  const width = length(columns) * versions.length;
  const range = (from: number, to: number, size: number): number[] =>
    Array.from({ length: Math.max(0, Math.min(size, to) - from) }, (_, i) => from + i);
  const ys = range(y0, y1, height).map((y) => rows.start + y);
  const xs = range(x0, x1, width);
  const columnOf = (x: number): number => columns.start + Math.floor(x / versions.length);
  const first = { row: ys[0] ?? rows.start, column: columnOf(xs[0] ?? 0) };
  const window: Extent = {
    rows: { start: first.row, end: first.row + ys.length },
    columns: { start: first.column, end: columnOf(xs.at(-1) ?? -1) + 1 },
  };
  if (xs.length > 0 && ys.length > 0) {
    for (const version of versions) version.state.cells.want('grid', window);
    if (state.help.isEdited(state.detail.weight)) state.stored.want('grid', window);
  }
  const format = numberFormat.peek();
  const rowAxis = view.rowAxis === null ? undefined : axes[view.rowAxis];
  const columnAxis = view.columnAxis === null ? undefined : axes[view.columnAxis];
  return {
    num_rows: height,
    num_columns: width,
    row_height: ROW_HEIGHT,
    data: xs.map((x) => {
      const { cells } = versions[x % versions.length]?.state ?? state;
      const column = columnOf(x);
      return ys.map((row) => {
        if (isBlank({ row, column })) return '';
        const cell = cells.get(row, column);
        if (cell !== undefined) return cellText(cell.values, cell.index, format);
        return cells.problem(row, column) === undefined ? '·' : '✕';
      });
    }),
    column_headers: xs.map((x) => {
      const header = headerText(columnAxis, columnOf(x));
      return versions.length === 1
        ? [header]
        : [header, versions[x % versions.length]?.label ?? ''];
    }),
    ...(rowAxis === undefined ? {} : { row_headers: ys.map((row) => [headerText(rowAxis, row)]) }),
  };
}
