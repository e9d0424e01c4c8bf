/**
 * How many float32 of a tensor have each of the 65,536 possible high halves of their bits. The bits
 * of positive values sort as the values do, those of negative ones backwards.
 */
export type HighCounts = Uint32Array;

/** High halves of finite values, in ascending order of the values. */
export const ASCENDING_HALVES = Uint16Array.from({ length: 2 * 0x7f80 }, (_, i) =>
  i < 0x7f80 ? 0xff7f - i : i - 0x7f80,
);

/** Where a half stands among the ascending ones; infinities lie beyond both ends. */
export function positionOf(high: number): number {
  return high < 0x8000 ? high + 0x7f80 : 0xff7f - high;
}

export function highHalfOf(value: number): number {
  scratch[0] = value;
  return (scratchBits[0] ?? 0) >>> 16;
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
  const halves = ASCENDING_HALVES;
  for (let i = 0; i < halves.length && places.length < ranks.length; i++) {
    const high = halves[i] ?? 0;
    const count = counts[high] ?? 0;
    if (count === 0) continue;
    let rank = ranks[places.length];
    while (rank !== undefined && rank < before + count) {
      places.push({ rank, high, within: rank - before });
      rank = ranks[places.length];
    }
    before += count;
  }
  return places;
}

/**
 * The value at a place.
 * @param lows The low halves of the values of that half, in any order, or 65,536 counts of them.
 */
export function valueAt(
  place: Place,
  lows: Uint16Array | Uint32Array = new Uint16Array(0),
): number {
  return lows instanceof Uint16Array ? valueByLows(place, lows) : valueByCounts(place, lows);
}

function valueByCounts({ high, within }: Place, lows: Uint32Array): number {
  const { at } = stepTo(lows, within, flipOf(high));
  // -0 is shown as 0.
  return valueOfBits((high << 16) | at) + 0;
}

/** First by the upper byte of the low half, then by the lower. */
function valueByLows({ high, within }: Place, lows: Uint16Array): number {
  const flip = flipOf(high) & 0xff;
  const counts = new Uint32Array(256);
  for (const low of lows) counts[low >> 8] = (counts[low >> 8] ?? 0) + 1;
  const upper = stepTo(counts, within, flip);
  counts.fill(0);
  for (const low of lows)
    if (low >> 8 === upper.at) counts[low & 0xff] = (counts[low & 0xff] ?? 0) + 1;
  const lower = stepTo(counts, upper.left, flip);
  return valueOfBits((high << 16) | (upper.at << 8) | lower.at) + 0;
}

/** Which count a rank falls into, and its rank there; `flip` turns the order of counts round. */
function stepTo(counts: Uint32Array, rank: number, flip: number): { at: number; left: number } {
  let left = rank;
  let step = 0;
  while (step < counts.length - 1 && left >= (counts[step ^ flip] ?? 0))
    left -= counts[step++ ^ flip] ?? 0;
  return { at: step ^ flip, left };
}

/** Turns round the order of low halves where values are negative. */
function flipOf(high: number): number {
  return high < 0x8000 ? 0 : 0xffff;
}

function valueOfBits(bits: number): number {
  scratchBits[0] = bits;
  return scratch[0] ?? 0;
}

const scratch = new Float32Array(1);
const scratchBits = new Int32Array(scratch.buffer);
