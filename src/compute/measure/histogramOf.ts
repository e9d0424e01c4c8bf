import { HistogramCounts, histogramEdges } from '../../core/measure/histogram';
import { secondPlan } from '../../core/measure/secondPlan';
import type { Histogram } from '../../core/measure/statistics';
import { BLOCK, widen } from '../../core/measure/widen';
import { shelf } from '../kernels/shelf';
import { SecondPass } from '../kernels/secondPass';
import { asMeasurable } from './measurable';
import type { Scanned } from './measureWeight';
import { PIECE, scan } from '../scan';
import type { Turn } from '../turns';

/** More bins than a screen has columns. */
const MAX_BINS = 8_192;

/** @throws RangeError where range or bins make no histogram. */
export function checkBins(low: number, high: number, bins: number): void {
  if (!(
    Number.isFinite(high - low) &&
    low <= high &&
    Number.isInteger(bins) &&
    bins >= 1 &&
    bins <= MAX_BINS
  ))
    throw new RangeError(`There is no histogram of ${bins} bins from ${low} to ${high}.`);
}

/** @throws RangeError where range or bins make no histogram. */
export async function histogramOf(
  scanned: Scanned,
  low: number,
  high: number,
  bins: number,
  turn: Turn,
  kernelShelf = shelf,
): Promise<Histogram> {
  checkBins(low, high, bins);
  const plan = scanned.isFloat32 ? secondPlan(low, high, bins, 0) : undefined;
  const kernels = plan === undefined ? undefined : kernelShelf.take();
  if (plan === undefined || kernels === undefined)
    return plainHistogram(scanned, new HistogramCounts(low, high, bins), turn);
  const pass = new SecondPass(kernels, plan);
  const at = kernels.arena.take(4 * PIECE);
  const room = new Float32Array(kernels.buffer, at, PIECE);
  try {
    await scan(scanned.read, scanned.count, turn, (values) => {
      room.set(values as Float32Array);
      pass.add(at, values.length);
    });
    const edges = histogramEdges(low, high, bins);
    return { low: edges[0] ?? 0, high: edges[bins] ?? 0, counts: pass.counts().counts };
  } finally {
    pass.dispose();
    kernels.arena.release(at, 4 * PIECE);
    kernelShelf.give(kernels);
  }
}

async function plainHistogram(
  { read, name, count }: Scanned,
  histogram: HistogramCounts,
  turn: Turn,
): Promise<Histogram> {
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
