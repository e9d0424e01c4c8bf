import type { WeightValues } from '../../core/format/weightSource';
import { type Band, bandsOf, type Lines, linesOf } from './bands';
import type { FlatRead } from '../flatRead';
import type { Lattice } from './lattice';
import type { Turn } from '../turns';

/** Cells of a request: some 100 screens full of numbers, 8 MiB of the widest type. */
const MAX_CELLS = 1_048_576;

/**
 * The values of a block of a matrix view, row-major and of the type in which they are stored.
 * @throws RangeError where the block has more than `MAX_CELLS` cells.
 */
export async function readMatrix(
  read: FlatRead,
  lattice: Lattice,
  turn: Turn,
): Promise<WeightValues> {
  const cells = lattice.rows * lattice.columns;
  if (cells > MAX_CELLS)
    throw new RangeError(
      `A block of ${lattice.rows} × ${lattice.columns} cells is too large to be read at once (at most ${MAX_CELLS} cells).`,
    );
  const lines = linesOf(lattice);
  let gathered: MutableValues | undefined;
  for (const band of bandsOf(lines)) {
    const values = await read(band.start, band.end);
    gathered ??= emptyLike(values, cells);
    gather(values, band, lines, gathered);
    await turn();
  }
  return gathered ?? read(0, 0);
}

type MutableValues = Exclude<WeightValues, readonly string[]> | string[];

function emptyLike(values: WeightValues, length: number): MutableValues {
  if (!ArrayBuffer.isView(values)) return new Array<string>(length).fill('');
  // The last byte of `values` may belong to a larger buffer: the result gets its own, fit to be sent.
  const make = values.constructor as new (
    length: number,
  ) => Exclude<WeightValues, readonly string[]>;
  return new make(length);
}

function gather(values: WeightValues, band: Band, lines: Lines, into: MutableValues): void {
  const { alongRows, count, stride, length, step } = lines;
  const [lineTo, stepTo] = alongRows ? [length, 1] : [1, count];
  const target = into as Record<number, WeightValues[number]>;
  const run = band.along.end - band.along.start;
  for (let line = band.lines.start; line < band.lines.end; line++) {
    let from = (line - band.lines.start) * stride;
    let to = line * lineTo + band.along.start * stepTo;
    for (let i = 0; i < run; i++, from += step, to += stepTo) {
      const value = values[from];
      if (value !== undefined) target[to] = value;
    }
  }
}
