import { ModelMismatchError } from '../../core/errors';
import { ChangeSums } from '../../core/inject/changeSums';
import { HistogramCounts } from '../../core/measure/histogram';
import { BLOCK, widen } from '../../core/measure/widen';
import { shownName } from '../../core/format/sentence';
import type { Numbers } from '../../core/format/valueKind';
import type { StepPreview } from '../../protocol/inject';
import type { Turn } from '../turns';
import { dotsOf, stepPieces, type ResolvedStep } from './stepValues';

/** As many bars as the narrow picture of a row has room for. */
const MOST_BINS = 64;
/** Fewer would hide even the shape of a dozen values. */
const LEAST_BINS = 8;

/** About 2·√n: a dozen values in 64 bars look like noise. */
function binsFor(count: number): number {
  return Math.min(MOST_BINS, Math.max(LEAST_BINS, 2 ** Math.ceil(Math.log2(2 * Math.sqrt(count)))));
}

/** What a step would change, and both histograms over one range. Reads both tensors twice. */
export async function previewOf(
  step: ResolvedStep,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<StepPreview> {
  if (step.target.dtype === 'string')
    throw new ModelMismatchError(
      `${shownName(step.target.name)} holds text: it is copied, and there is no picture of it.`,
    );
  const dots = await dotsOf(step, turn);
  const sums = new ChangeSums();
  for await (const { start, before, after } of stepPieces(step, dots, turn)) {
    sums.add(before, after);
    progress((start + after.length) / step.count / 2);
  }
  const { low, high } = sums;
  const isFinite = low <= high && Number.isFinite(high - low);
  const counts = (): HistogramCounts => new HistogramCounts(low, high, binsFor(step.count));
  const histograms = isFinite ? [counts(), counts()] : [];
  if (isFinite) {
    const block = new Float64Array(BLOCK);
    for await (const { start, before, after } of stepPieces(step, dots, turn)) {
      [before, after].forEach((values, i) => addTo(histograms[i], values, block));
      progress(0.5 + (start + after.length) / step.count / 2);
    }
  }
  const [before, after] = histograms.map((counts) => counts.result());
  return {
    relativeChange: sums.relativeChange,
    normBefore: sums.normBefore,
    normAfter: sums.normAfter,
    changed: sums.changed,
    values: sums.values,
    nonFinite: sums.nonFinite,
    before: before ?? null,
    after: after ?? null,
  };
}

function addTo(counts: HistogramCounts | undefined, values: Numbers, block: Float64Array): void {
  for (let from = 0; from < values.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, values.length);
    widen(values, from, to, block);
    counts?.add(block, to - from);
  }
}
