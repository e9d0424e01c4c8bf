import type { Histogram, Quantile, Statistics } from '../../core/measure/statistics';
import { count, shortNumber } from '../ui/numberFormat';
import { niceStep } from '../ui/ticks';

/** Fewer bars than these would hide even the shape of a dozen values. */
const LEAST_BARS = 8;

/**
 * The same counts in about 2·√n bars, by joining two bins, or four, and so on: a dozen values in 256
 * bins look like noise. More than about 4,000 values keep all bins.
 */
export function joinedBins({ low, high, counts }: Histogram): Histogram {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const least = Math.max(LEAST_BARS, 2 * Math.sqrt(total));
  let joined = counts;
  while (joined.length % 2 === 0 && joined.length / 2 >= least) {
    const bins = joined;
    joined = Float64Array.from(
      { length: bins.length / 2 },
      (_, i) => (bins[2 * i] ?? 0) + (bins[2 * i + 1] ?? 0),
    );
  }
  return { low, high, counts: joined };
}

/** Up to so many values are marked one by one beneath the bars. */
const MOST_MARKED = 30;

/** Where the values lie, to the width of a bin, if there are few; else nothing. */
export function singleValues({ low, high, counts }: Histogram): number[] {
  if (counts.reduce((sum, n) => sum + n, 0) > MOST_MARKED) return [];
  const width = (high - low) / counts.length;
  return [...counts.keys()].filter((i) => (counts[i] ?? 0) > 0).map((i) => low + (i + 0.5) * width);
}

/**
 * Ticks of the value axis: both ends, and round numbers between, none nearer than `distance` (in
 * values) to another or to an end. The ends alone where a range is so much narrower than its distance
 * from zero that a step can no longer be counted.
 */
export function valueTicks(low: number, high: number, distance: number): number[] {
  const step = niceStep(distance);
  const first = Math.ceil((low + distance) / step);
  const last = Math.floor((high - distance) / step);
  const inner: number[] = [];
  if (Number.isSafeInteger(first) && Number.isSafeInteger(last))
    for (let i = first; i <= last; i++) inner.push(i * step);
  return [low, ...inner, high];
}

const LEAST_DIGITS = 4;
/** As many as tell any two float64 apart. */
const MOST_DIGITS = 17;

/**
 * Digits for labels within a range, so that a hundredth of it can be told: of 1000 to 1000.02, four
 * would call all of them 1000.
 */
export function labelDigits(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const digits = high > low ? Math.ceil(Math.log10(size / (high - low))) + 3 : 0;
  return Math.min(MOST_DIGITS, Math.max(LEAST_DIGITS, digits));
}

/** Pixels from one label of so many digits to the next, in letters of 11 pixels. */
export function labelDistance(digits: number): number {
  return Math.max(62, 7 * digits + 14);
}

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
  const digits = labelDigits(low, high);
  const text = (value: number): string => shortNumber(value, digits);
  const at = (q: number): string => {
    const found = quantiles.find((quantile) => quantile.q === q);
    return found === undefined ? 'n/a' : text(found.value);
  };
  if (total === 0) return `No value lies between ${text(low)} and ${text(high)}.`;
  return (
    `${count(total)} values from ${text(low)} to ${text(high)} in ${counts.length} bins. ` +
    `The fullest bin, ${text(low + peak * width)} to ${text(low + (peak + 1) * width)}, ` +
    `holds ${count(counts[peak] ?? 0)}. Half of all values lie between ${at(0.25)} and ${at(0.75)}, ` +
    `the median is ${at(0.5)}.`
  );
}
