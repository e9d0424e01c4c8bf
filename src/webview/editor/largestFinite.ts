import type { WeightMeasure } from '../../protocol/model';

/** Largest finite |value| over all measured weights; null if there is none. */
export function largestFinite(measures: Iterable<WeightMeasure>): number | null {
  let largest: number | null = null;
  for (const measure of measures) {
    if (!('statistics' in measure)) continue;
    const { min, max } = measure.statistics;
    if (min === null || max === null) continue;
    largest = Math.max(largest ?? 0, Math.abs(min), Math.abs(max));
  }
  return largest;
}
