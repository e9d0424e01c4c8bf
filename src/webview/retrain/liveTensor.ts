import { columnCount, type MatrixView, type Range, rowCount } from '../../core/model/matrixView';
import { meanOf } from '../../core/measure/tileSums';
import {
  type CellBlock,
  type Tile,
  TILE,
  type TileKey,
  type WeightDetail,
} from '../../protocol/model';
import type { ValueReader } from '../tensor/tensorHelp';
import { elementsOf, stridesOf } from '../../core/model/strides';

/** Values that are fetched of a tensor twice a second: 4 MB. */
export const MOST_LIVE_VALUES = 1_000_000;

/** The part of a tensor that is shown live: all of it, or the first indices of its first axis. */
export function livePart(detail: WeightDetail): {
  readonly detail: WeightDetail;
  readonly values: number;
  /** How much of the first axis is there; null where it is all. */
  readonly first: number | null;
} {
  const { shape, axes } = detail;
  const [length = 1, ...rest] = shape;
  const slice = elementsOf(rest);
  if (length * slice <= MOST_LIVE_VALUES) return { detail, values: length * slice, first: null };
  const first = Math.max(1, Math.floor(MOST_LIVE_VALUES / slice));
  const [axis, ...others] = axes;
  return {
    detail: {
      ...detail,
      shape: [first, ...rest],
      axes: axis === undefined ? axes : [{ ...axis, size: first }, ...others],
    },
    values: first * slice,
    first,
  };
}

/** Answers what a heatmap asks from values that lie in memory, and are replaced as training goes on. */
export class LiveTensor implements ValueReader {
  values: Float32Array = new Float32Array(0);

  constructor(private readonly shape: readonly number[]) {}

  cells: ValueReader['cells'] = ({ view, rows, columns }) => {
    const read = this.reader(view);
    const width = columns.end - columns.start;
    const values = new Float32Array((rows.end - rows.start) * width);
    for (let row = rows.start; row < rows.end; row++)
      for (let column = columns.start; column < columns.end; column++)
        values[(row - rows.start) * width + column - columns.start] = read(row, column);
    const block: CellBlock = { rows, columns, values };
    return Promise.resolve(block);
  };

  tile: ValueReader['tile'] = (key) => Promise.resolve(this.made(key));

  private made({ view, level, tile }: TileKey): Tile {
    const rows = pixels(rowCount(this.shape, view), level.y, tile.y);
    const columns = pixels(columnCount(this.shape, view), level.x, tile.x);
    const [height, width] = [rows.length, columns.length];
    const read = this.reader(view);
    const mean = new Float32Array(height * width);
    const isExact = level.y === 0 && level.x === 0;
    const min = new Float32Array(isExact ? 0 : mean.length);
    const max = new Float32Array(min.length);
    rows.forEach((ofRow, y) => {
      columns.forEach((ofColumn, x) => {
        const at = y * width + x;
        if (isExact) {
          mean[at] = read(ofRow.start, ofColumn.start);
          return;
        }
        let [total, least, most] = [0, Infinity, -Infinity];
        for (let row = ofRow.start; row < ofRow.end; row++) {
          for (let column = ofColumn.start; column < ofColumn.end; column++) {
            const value = read(row, column);
            total += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
          }
        }
        const count = (ofRow.end - ofRow.start) * (ofColumn.end - ofColumn.start);
        mean[at] = meanOf(total, count, least, most);
        min[at] = least;
        max[at] = most;
      });
    });
    return { height, width, mean, ends: isExact ? null : { min, max } };
  }

  private reader({ rowAxis, columnAxis, at }: MatrixView): (row: number, column: number) => number {
    const strides = stridesOf(this.shape);
    const stride = (axis: number | null): number => (axis === null ? 0 : (strides[axis] ?? 0));
    const start = at.reduce(
      (sum, index, axis) =>
        axis === rowAxis || axis === columnAxis ? sum : sum + index * (strides[axis] ?? 0),
      0,
    );
    const [byRow, byColumn] = [stride(rowAxis), stride(columnAxis)];
    return (row, column) => this.values[start + row * byRow + column * byColumn] ?? NaN;
  }
}

/** The cells that each pixel of a tile covers along one axis. */
function pixels(length: number, level: number, tile: number): readonly Range[] {
  const size = 2 ** level;
  const all = Math.ceil(length / size);
  return Array.from({ length: Math.max(0, Math.min(TILE, all - tile * TILE)) }, (_, i) => {
    const start = (tile * TILE + i) * size;
    return { start, end: Math.min(length, start + size) };
  });
}
