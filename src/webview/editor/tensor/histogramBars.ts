import type { Histogram, Quantile, Statistics } from '../../../core/measure/statistics';
import { count, shortNumber } from '../../ui/numberFormat';

/**
 * Steps for a chart: an edge and the count to its right, the last edge repeating its bin. Logarithmic
 * heights are log10 of the counts, and an empty bin is a gap.
 */
export function histogramSteps(
  { low, high, counts }: Histogram,
  logarithmic: boolean,
): [number[], (number | null)[]] {
  const width = (high - low) / counts.length;
  const edges = Array.from({ length: counts.length + 1 }, (_, i) => low + i * width);
  const heights = Array.from(edges, (_, i) => {
    const height = counts[Math.min(i, counts.length - 1)] ?? 0;
    if (!logarithmic) return height;
    return height === 0 ? null : Math.log10(height);
  });
  return [edges, heights];
}

/**
 * The sentence that stands for the chart where all finite values are the same, for one full bin says
 * less; null where they differ.
 */
export function constantText({
  count: total,
  nan,
  positiveInfinity,
  negativeInfinity,
  min,
  max,
}: Statistics): string | null {
  if (min === null || min !== max) return null;
  const finite = total - nan - positiveInfinity - negativeInfinity;
  return finite === 1
    ? `The only finite value is ${shortNumber(min, 6)}.`
    : `All ${count(finite)} finite values are ${shortNumber(min, 6)}.`;
}

/** What the chart says, in words. */
export function histogramText(histogram: Histogram, quantiles: readonly Quantile[]): string {
  const { low, high, counts } = histogram;
  const total = counts.reduce((sum, n) => sum + n, 0);
  let peak = 0;
  counts.forEach((n, i) => {
    if (n > (counts[peak] ?? 0)) peak = i;
  });
  const width = (high - low) / counts.length;
  const at = (q: number): string => {
    const found = quantiles.find((quantile) => quantile.q === q);
    return found === undefined ? 'n/a' : shortNumber(found.value);
  };
  return (
    `${count(total)} values from ${shortNumber(low)} to ${shortNumber(high)} in ${counts.length} bins. ` +
    `The fullest bin, ${shortNumber(low + peak * width)} to ${shortNumber(low + (peak + 1) * width)}, ` +
    `holds ${count(counts[peak] ?? 0)}. Half of all values lie between ${at(0.25)} and ${at(0.75)}, ` +
    `the median is ${at(0.5)}.`
  );
}
