import type { Regions } from './regions';

const HALVES = 65_536;

/**
 * Up to this many values a wanted half, 32 KiB, they are kept: to clear and add up 65,536 counts
 * takes longer.
 */
const MOST_KEPT = 16_384;

/** Where the second pass puts the low halves of the values of the wanted high halves. */
export interface Lows {
  /** Addresses for the kernel (src/kernels/records.ts); 0 for the one that it is not to use. */
  readonly counts: number;
  readonly cursors: number;
  /** Under each high half the low halves of its values, in any order, or 65,536 counts of them. */
  read(): Map<number, Uint16Array | Uint32Array>;
}

/** @param wanted The high halves in the order of their slots, with how many values each has. */
export function lowsFor(
  wanted: ReadonlyMap<number, number>,
  buffer: ArrayBuffer,
  regions: Regions,
): Lows {
  const total = [...wanted.values()].reduce((sum, count) => sum + count, 0);
  return total <= MOST_KEPT * wanted.size
    ? keptLows(wanted, total, buffer, regions)
    : countedLows(wanted, buffer, regions);
}

function keptLows(
  wanted: ReadonlyMap<number, number>,
  total: number,
  buffer: ArrayBuffer,
  regions: Regions,
): Lows {
  const at = regions.take(2 * total);
  const cursorsAt = regions.take(8 * wanted.size);
  const cursors = new Uint32Array(buffer, cursorsAt, 2 * wanted.size);
  let start = at;
  const starts = [...wanted].map(([high, count], slot) => {
    const room = { high, start };
    cursors.set([start, start + 2 * count], 2 * slot);
    start += 2 * count;
    return room;
  });
  return {
    counts: 0,
    cursors: cursorsAt,
    read: () =>
      new Map(
        starts.map(({ high, start: from }, slot) => {
          const length = ((cursors[2 * slot] ?? from) - from) / 2;
          return [high, new Uint16Array(buffer, from, length).slice()];
        }),
      ),
  };
}

function countedLows(
  wanted: ReadonlyMap<number, number>,
  buffer: ArrayBuffer,
  regions: Regions,
): Lows {
  const at = regions.take(4 * HALVES * wanted.size);
  const counts = new Uint32Array(buffer, at, HALVES * wanted.size).fill(0);
  return {
    counts: at,
    cursors: 0,
    read: () =>
      new Map(
        [...wanted.keys()].map((high, slot) => [
          high,
          counts.slice(HALVES * slot, HALVES * (slot + 1)),
        ]),
      ),
  };
}
