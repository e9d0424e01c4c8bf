import { HistogramCounts } from '../core/measure/histogram';
import { Measuring } from '../core/measure/measuring';
import type { Histogram, Measures } from '../core/measure/statistics';
import { BLOCK, widen } from '../core/measure/widen';
import type { FlatRead } from './flatRead';
import { asMeasurable } from './measurable';
import { PIECE, scan } from './scan';
import type { Turn } from './turns';

/** What to scan: `count` values by flat index. */
export interface Scanned {
  readonly read: FlatRead;
  /** As it may stand in a sentence. */
  readonly name: string;
  readonly count: number;
}

/** Measures a tensor in two scans; one that fits a piece is read once. */
export async function measureWeight(
  { read, name, count }: Scanned,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<Measures> {
  const measuring = new Measuring(count);
  if (count <= PIECE) {
    const values = asMeasurable(await read(0, count), name);
    measuring.first(values, 0);
    measuring.turn();
    measuring.second(values);
    await turn();
    return measuring.result();
  }
  await scan(read, count, turn, (values, start) => {
    measuring.first(asMeasurable(values, name), start);
    progress((start + values.length) / count / 2);
  });
  measuring.turn();
  await scan(read, count, turn, (values, start) => {
    measuring.second(asMeasurable(values, name));
    progress(0.5 + (start + values.length) / count / 2);
  });
  return measuring.result();
}

/** More bins than a screen has columns. */
export const MAX_BINS = 8_192;

/** @throws RangeError where range or bins make no histogram. */
export async function histogramOf(
  { read, name, count }: Scanned,
  low: number,
  high: number,
  bins: number,
  turn: Turn,
): Promise<Histogram> {
  if (!(
    Number.isFinite(high - low) &&
    low <= high &&
    Number.isInteger(bins) &&
    bins >= 1 &&
    bins <= MAX_BINS
  ))
    throw new RangeError(`There is no histogram of ${bins} bins from ${low} to ${high}.`);
  const histogram = new HistogramCounts(low, high, bins);
  await scan(read, count, turn, (values) => {
    const measurable = asMeasurable(values, name);
    for (let from = 0; from < values.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, values.length);
      widen(measurable, from, to, block);
      histogram.add(block, to - from);
    }
  });
  return histogram.result();
}

const block = new Float64Array(BLOCK);
