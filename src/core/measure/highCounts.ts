/**
 * How many float32 of a tensor have each of the 65,536 possible high halves of their bits. The bits
 * of positive values sort as the values do, those of negative ones backwards.
 */
export type HighCounts = Uint32Array;

/** The high halves of finite values that there are, in ascending order of the values. */
export function occupiedHalves(counts: HighCounts): Uint16Array {
  let next = 0;
  for (let high = 0xff7f; high >= 0x8000; high--) if ((counts[high] ?? 0) > 0) found[next++] = high;
  for (let high = 0; high < 0x7f80; high++) if ((counts[high] ?? 0) > 0) found[next++] = high;
  return found.slice(0, next);
}

/** Room for all; most tensors have a few thousand. */
const found = new Uint16Array(65_536);

/** Where a half stands among all in ascending order; infinities lie beyond both ends. */
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

/**
 * @param ranks 0-based over the finite values, ascending.
 * @param occupied Those of the counts, where they are known.
 */
export function placesOf(
  counts: HighCounts,
  ranks: readonly number[],
  occupied = occupiedHalves(counts),
): Place[] {
  const places: Place[] = [];
  let before = 0;
  for (const high of occupied) {
    const count = counts[high] ?? 0;
    let rank = ranks[places.length];
    if (rank === undefined) break;
    while (rank !== undefined && rank < before + count) {
      places.push({ rank, high, within: rank - before });
      rank = ranks[places.length];
    }
    before += count;
  }
  return places;
}

/**
 * The value of each place by its rank.
 * @param wanted Under the high half of each place the low halves of its values, in any order, or
 * 65,536 counts of them.
 */
export function valuesAt(
  places: readonly Place[],
  wanted: ReadonlyMap<number, Uint16Array | Uint32Array>,
): Map<number, number> {
  const values = new Map<number, number>();
  const searches = new Map<number, (within: number) => number>();
  for (const { rank, high, within } of places) {
    const lows = wanted.get(high) ?? new Uint16Array(0);
    // Two neighbouring ranks of each quantile mostly lie in one half.
    const search =
      searches.get(high) ??
      (lows instanceof Uint16Array ? searchLows(high, lows) : searchCounts(high, lows));
    searches.set(high, search);
    values.set(rank, search(within));
  }
  return values;
}

function searchCounts(high: number, lows: Uint32Array): (within: number) => number {
  // -0 is shown as 0.
  return (within) => valueOfBits((high << 16) | stepTo(lows, within, flipOf(high)).at) + 0;
}

/** First by the upper byte of the low half, then by the lower. Tens of thousands, so by index: twice as fast. */
function searchLows(high: number, lows: Uint16Array): (within: number) => number {
  const flip = flipOf(high) & 0xff;
  const uppers = new Uint32Array(256);
  for (let i = 0; i < lows.length;) {
    const at = (lows[i++] ?? 0) >> 8;
    uppers[at] = (uppers[at] ?? 0) + 1;
  }
  const lowers = new Uint32Array(256);
  let counted = -1;
  return (within) => {
    const upper = stepTo(uppers, within, flip);
    if (upper.at !== counted) {
      counted = upper.at;
      lowers.fill(0);
      for (let i = 0; i < lows.length;) {
        const low = lows[i++] ?? 0;
        if (low >> 8 === counted) lowers[low & 0xff] = (lowers[low & 0xff] ?? 0) + 1;
      }
    }
    const lower = stepTo(lowers, upper.left, flip);
    return valueOfBits((high << 16) | (upper.at << 8) | lower.at) + 0;
  };
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
