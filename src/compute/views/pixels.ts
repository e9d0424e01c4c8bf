import { meanOf, toFloat32, type TileSums } from '../../core/measure/tileSums';
import { columnCount, type MatrixView, type Range, rowCount } from '../../core/model/matrixView';
import type { Tile, TileKey } from '../../protocol/model';
import { type Lines, linesOf } from './bands';
import { latticeOf } from './lattice';

export type Level = TileKey['level'];

/** A part of a view, or all of it, at a level. Rows and columns begin where a pixel does. */
export interface Block {
  readonly shape: readonly number[];
  readonly view: MatrixView;
  readonly rows: Range;
  readonly columns: Range;
  readonly level: Level;
}

/** What the pixels of a block cover, row-major; means are not rounded, so that coarser ones can be made. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly sum: Float64Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
}

export function wholeView(shape: readonly number[], view: MatrixView, level: Level): Block {
  const rows = { start: 0, end: rowCount(shape, view) };
  return { shape, view, rows, columns: { start: 0, end: columnCount(shape, view) }, level };
}

export function sizeOf({ rows, columns, level }: Block): { height: number; width: number } {
  return {
    height: Math.ceil((rows.end - rows.start) / 2 ** level.y),
    width: Math.ceil((columns.end - columns.start) / 2 ** level.x),
  };
}

export function emptyPixels(block: Block): Pixels {
  const { height, width } = sizeOf(block);
  const count = height * width;
  return {
    height,
    width,
    sum: new Float64Array(count),
    min: new Float32Array(count).fill(Infinity),
    max: new Float32Array(count).fill(-Infinity),
  };
}

/** A block as lines in the order of the file, and how they fall on lines of pixels. */
export interface Grid {
  readonly lines: Lines;
  /** How many values of a line share a pixel, and how many lines share a line of pixels. */
  readonly run: number;
  readonly lineRun: number;
  /** Pixels of a line, and lines of pixels. */
  readonly across: number;
  readonly count: number;
}

export function gridOf(block: Block): Grid {
  const { shape, view, rows, columns, level } = block;
  const lines = linesOf(latticeOf(shape, view, rows, columns));
  const { height, width } = sizeOf(block);
  return lines.alongRows
    ? { lines, run: 2 ** level.x, lineRun: 2 ** level.y, across: width, count: height }
    : { lines, run: 2 ** level.y, lineRun: 2 ** level.x, across: height, count: width };
}

/** Writes a finished line of pixels, its sums times `factor`, to its place. */
export function put(
  sums: TileSums,
  at: number,
  { lines, across }: Grid,
  { width, sum, min, max }: Pixels,
  factor = 1,
): void {
  const [first, step] = lines.alongRows ? [at * width, 1] : [at, width];
  for (let i = 0, to = first; i < across; i++, to += step) {
    sum[to] = (sums.sum[i] ?? 0) * factor;
    min[to] = toFloat32(sums.low[i] ?? 0);
    max[to] = toFloat32(sums.high[i] ?? 0);
  }
}

/** The pixels of `block`, of the same view and of this or a coarser level, from those of all of the view. */
export function coarsened(whole: Pixels, level: Level, block: Block): Pixels {
  const made = emptyPixels(block);
  const up = { y: block.level.y - level.y, x: block.level.x - level.x };
  const top = block.rows.start / 2 ** level.y;
  const left = block.columns.start / 2 ** level.x;
  const bottom = Math.min(whole.height, top + made.height * 2 ** up.y);
  const right = Math.min(whole.width, left + made.width * 2 ** up.x);
  if (up.y === 0 && up.x === 0) {
    for (let y = top; y < bottom; y++) {
      const [from, to] = [y * whole.width, (y - top) * made.width];
      for (const part of ['sum', 'min', 'max'] as const) {
        made[part].set(whole[part].subarray(from + left, from + right), to);
      }
    }
    return made;
  }
  for (let y = top; y < bottom; y++) {
    const row = ((y - top) >> up.y) * made.width;
    for (let x = left; x < right; x++) {
      const from = y * whole.width + x;
      const to = row + ((x - left) >> up.x);
      const [low, high] = [whole.min[from] ?? 0, whole.max[from] ?? 0];
      made.sum[to] = (made.sum[to] ?? 0) + (whole.sum[from] ?? 0);
      // Nothing compares with NaN, so that one stays once it is there.
      if (low < (made.min[to] ?? 0) || low !== low) made.min[to] = low;
      if (high > (made.max[to] ?? 0) || high !== high) made.max[to] = high;
    }
  }
  return made;
}

export function tileOf({ height, width, sum, min, max }: Pixels, block: Block): Tile {
  const { rows, columns, level } = block;
  const mean = new Float32Array(height * width);
  const across = Float64Array.from({ length: width }, (_, x) => covered(columns, level.x, x));
  for (let y = 0; y < height; y++) {
    const down = covered(rows, level.y, y);
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const count = down * (across[x] ?? 0);
      mean[i] = meanOf(sum[i] ?? 0, count, min[i] ?? 0, max[i] ?? 0);
    }
  }
  return { height, width, mean, ends: { min, max } };
}

/** How many rows or columns a pixel covers: the last may have fewer than the others. */
export function covered({ start, end }: Range, level: number, pixel: number): number {
  const run = 2 ** level;
  return Math.min(run, end - start - pixel * run);
}
