/**
 * Which pairs stand in another order on the right: all but a longest run that rises on both sides
 * (patience sorting, n log n). Indices into `pairs`, ascending.
 * @param pairs Left rising, right each once.
 */
export function movedPairs(pairs: readonly (readonly [number, number])[]): number[] {
  /** Last pair of the best run of each length. */
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  const right = (i: number): number => pairs[i]?.[1] ?? 0;
  for (let i = 0; i < pairs.length; i++) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (right(ends[middle] ?? 0) < right(i)) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = i;
  }
  const kept = new Set<number>();
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) kept.add(i);
  return pairs.flatMap((_, i) => (kept.has(i) ? [] : [i]));
}
