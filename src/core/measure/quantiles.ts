import type { Histogram, Quantile } from './statistics';

/**
 * Type 7 of Hyndman and Fan, numpy's 'linear': between the order statistics around (n - 1) q.
 * Interpolates as numpy's `_lerp` does, from the nearer end, so that results are equal to the last bit.
 *
 * @param n Number of values, at least 1.
 * @param ranked The value of a 0-based rank in ascending order.
 */
export function quantilesOf(
  n: number,
  qs: readonly number[],
  ranked: (rank: number) => number,
): Quantile[] {
  return qs.map((q) => {
    const position = (n - 1) * q;
    const below = Math.floor(position);
    const low = ranked(below);
    const high = ranked(Math.min(below + 1, n - 1));
    const t = position - below;
    const step = high - low;
    return { q, value: t >= 0.5 ? high - step * (1 - t) : low + step * t };
  });
}

/** The ranks that `quantilesOf` asks for, ascending, each once. */
export function ranksOf(n: number, qs: readonly number[]): number[] {
  const ranks = new Set<number>();
  for (const q of qs) {
    const below = Math.floor((n - 1) * q);
    ranks.add(below).add(Math.min(below + 1, n - 1));
  }
  return [...ranks].sort((a, b) => a - b);
}

/**
 * Quantiles of values of which only a histogram is known, as if those of a bin lay evenly in it: off by
 * the width of a bin at most. Empty where nothing was counted.
 */
export function histogramQuantiles(
  { low, high, counts }: Histogram,
  qs: readonly number[],
): Quantile[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const width = (high - low) / counts.length;
  const ranked = (rank: number): number => {
    let below = 0;
    for (let bin = 0; bin < counts.length; bin++) {
      const count = counts[bin] ?? 0;
      if (rank < below + count) return low + width * (bin + (rank - below + 0.5) / count);
      below += count;
    }
    return high;
  };
  return n === 0 ? [] : quantilesOf(n, qs, ranked);
}
