import { histogramQuantiles, quantilesOf } from '../../../core/measure/quantiles';
import type { Scatter } from '../../../protocol/compare';
import { host } from '../host';
import type { SquareRange } from './squareChart';

/** Bins of the histograms from which quantiles of large tensors come. */
export const FINE_BINS = 8192;
/** From the 0th to the 100th percentile. */
const QS = Array.from({ length: 101 }, (_, i) => i / 100);

/** Pairs of quantiles of A and of B. */
export interface Quantiles {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly isExact: boolean;
}

/** Exact where all points are there, else from histograms. @returns null where nothing is finite. */
export async function quantilesFor(
  { points }: Scatter,
  weight: number,
  range: SquareRange,
  signal: AbortSignal,
): Promise<Quantiles | null> {
  if (points !== null) {
    if (points.a.length === 0) return null;
    const [a, b] = [points.a.slice().sort(), points.b.slice().sort()];
    const of = (sorted: Float64Array): number[] =>
      quantilesOf(sorted.length, QS, (rank) => sorted[rank] ?? NaN).map(({ value }) => value);
    return { a: of(a), b: of(b), isExact: true };
  }
  const [a, b] = await Promise.all(
    (['stored', 'edited'] as const).map(async (of) => {
      const histogram = await host.histogram({ weight, ...range, bins: FINE_BINS, of }, { signal });
      return histogramQuantiles(histogram, QS).map(({ value }) => value);
    }),
  );
  return a === undefined || b === undefined || a.length === 0 || b.length === 0
    ? null
    : { a, b, isExact: false };
}
