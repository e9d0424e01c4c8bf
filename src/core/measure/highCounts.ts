const HALF = 0x10000;

/**
 * How many float32 of a tensor have each of the 65,536 possible high halves of their bits. The bits of
 * positive values sort as the values do, those of negative ones backwards.
 */
export type HighCounts = Float64Array;

export function isFiniteHalf(high: number): boolean {
  return (high & 0x7fff) < 0x7f80;
}

/** High halves of finite values, in ascending order of the values. */
export function* ascendingHalves(): Generator<number> {
  for (let high = 0xff7f; high >= 0x8000; high--) yield high;
  for (let high = 0; high < 0x7f80; high++) yield high;
}

/** The least and the largest float32 that have this high half, which is a finite one. */
export function rangeOfHalf(high: number): [low: number, high: number] {
  const first = valueOfBits(high << 16);
  const last = valueOfBits((high << 16) | 0xffff);
  return first <= last ? [first, last] : [last, first];
}

/** A wanted rank, in which half it lies, and at which rank among the values of that half. */
export interface Place {
  readonly rank: number;
  readonly high: number;
  readonly within: number;
}

/** @param ranks 0-based over the finite values, ascending. */
export function placesOf(counts: HighCounts, ranks: readonly number[]): Place[] {
  const places: Place[] = [];
  let before = 0;
  for (const high of ascendingHalves()) {
    const count = counts[high] ?? 0;
    for (let rank = ranks[places.length]; rank !== undefined && rank < before + count;) {
      places.push({ rank, high, within: rank - before });
      rank = ranks[places.length];
    }
    if (places.length === ranks.length) break;
    before += count;
  }
  return places;
}

/**
 * The value at a place.
 * @param lows How many values of that half have each of the 65,536 low halves.
 */
export function valueAt({ high, within }: Place, lows: ArrayLike<number>): number {
  const negative = high >= 0x8000;
  let left = within;
  let step = 0;
  const lowOf = (i: number): number => (negative ? HALF - 1 - i : i);
  for (; step < HALF - 1 && left >= (lows[lowOf(step)] ?? 0); step++)
    left -= lows[lowOf(step)] ?? 0;
  // -0 is shown as 0.
  return valueOfBits((high << 16) | lowOf(step)) + 0;
}

function valueOfBits(bits: number): number {
  scratchBits[0] = bits;
  return scratch[0] ?? 0;
}

const scratch = new Float32Array(1);
const scratchBits = new Int32Array(scratch.buffer);
