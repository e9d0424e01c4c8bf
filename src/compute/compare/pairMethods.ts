import { LargestChangesSearch } from '../../core/compare/largestChanges';
import { PairDensityCounts } from '../../core/compare/pairDensity';
import type { WeightValues } from '../../core/format/weightSource';
import type { Measures } from '../../core/measure/statistics';
import { CancelledError } from '../../protocol/channel';
import type { CompareApi, Scatter } from '../../protocol/compare';
import type { ValuesOf } from '../../protocol/model';
import { asMeasurable } from '../measure/measurable';
import type { Scanned } from '../measure/measureWeight';
import { throttle } from '../throttle';
import { MOST_OF_PLAIN_LOOPS, type Turn, type Turns } from '../turns';

/** A matched pair of tensors. */
export interface ScannedPair {
  readonly a: Scanned;
  readonly b: Scanned;
  /** Statistics of A's values (`stored`) and of B's (`edited`). */
  readonly measure: (of: ValuesOf, signal: AbortSignal) => Promise<Measures>;
}

/** A list that nobody scrolls to its end, and points that no plot tells apart. */
const LIMITS = { values: 10_000, points: 20_000, bins: 512 } as const;

/** What is asked of one pair while it is looked at; the pass over all pairs does without. */
export function pairMethods(
  pairOf: (pair: number) => Promise<ScannedPair>,
  turns: Turns,
): Pick<CompareApi, 'largest' | 'scatter'> {
  return {
    largest: async ({ pair, most }, { signal, progress }) => {
      const scanned = await pairOf(pair);
      const search = new LargestChangesSearch(Math.min(most, LIMITS.values));
      await turns.foreground(signal, (turn) =>
        scanBoth(scanned, turn, progress, (a, b, start) => search.add(a, b, start)),
      );
      return search.result();
    },
    scatter: async ({ pair, mostPoints, bins: wanted }, { signal, progress }) => {
      const scanned = await pairOf(pair);
      const bins = Math.max(1, Math.min(wanted, LIMITS.bins));
      if (scanned.a.count <= Math.min(mostPoints, LIMITS.points))
        return turns.foreground(signal, () => pointsOf(scanned));
      const range = await rangeOf(scanned, signal);
      const counts = new PairDensityCounts(range?.low ?? 0, range?.high ?? 1, bins);
      await turns.foreground(signal, (turn) =>
        scanBoth(scanned, turn, progress, (a, b) =>
          counts.add(asMeasurable(a, scanned.a.name), asMeasurable(b, scanned.b.name)),
        ),
      );
      const { density, nonFinite } = counts.result();
      const finite = scanned.a.count - nonFinite.inA - nonFinite.inB - nonFinite.inBoth;
      return { finite, nonFinite, points: null, density: range === null ? null : density };
    },
  };
}

async function scanBoth(
  { a, b }: ScannedPair,
  turn: Turn,
  progress: (value: { readonly fraction: number }) => void,
  each: (a: WeightValues, b: WeightValues, start: number) => void,
): Promise<void> {
  const report = throttle((fraction: number) => progress({ fraction }));
  for (let start = 0; start < a.count; start += MOST_OF_PLAIN_LOOPS) {
    const end = Math.min(a.count, start + MOST_OF_PLAIN_LOOPS);
    const [ours, theirs] = await Promise.all([a.read(start, end), b.read(start, end)]);
    each(ours, theirs, start);
    report(end / a.count);
    await turn();
  }
}

/** From the smallest finite value of either to the largest; null where nothing is finite. */
async function rangeOf(
  { measure }: ScannedPair,
  signal: AbortSignal,
): Promise<{ readonly low: number; readonly high: number } | null> {
  const both = await Promise.all([measure('stored', signal), measure('edited', signal)]);
  if (signal.aborted) throw new CancelledError();
  const ends = both.flatMap(({ statistics: { min, max } }) => [min, max]);
  const finite = ends.filter((end) => end !== null);
  return finite.length === 0 ? null : { low: Math.min(...finite), high: Math.max(...finite) };
}

async function pointsOf({ a, b }: ScannedPair): Promise<Scatter> {
  const values = await Promise.all([a.read(0, a.count), b.read(0, b.count)]);
  const [ours, theirs] = [asMeasurable(values[0], a.name), asMeasurable(values[1], b.name)];
  const nonFinite = { inA: 0, inB: 0, inBoth: 0 };
  const found: { readonly at: number; readonly a: number; readonly b: number }[] = [];
  for (let at = 0; at < a.count; at++) {
    const [x, y] = [Number(ours[at]), Number(theirs[at])];
    const [inA, inB] = [!Number.isFinite(x), !Number.isFinite(y)];
    if (inA || inB) nonFinite[inA && inB ? 'inBoth' : inA ? 'inA' : 'inB']++;
    else found.push({ at, a: x, b: y });
  }
  const points = {
    at: Float64Array.from(found, (point) => point.at),
    a: Float64Array.from(found, (point) => point.a),
    b: Float64Array.from(found, (point) => point.b),
  };
  return { finite: found.length, nonFinite, points, density: null };
}
