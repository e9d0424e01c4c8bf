import { type HighCounts, occupiedHalves, type Place, placesOf, valuesAt } from './highCounts';
import { HistogramCounts } from './histogram';
import type { Moments } from './moments';
import { quantilesOf, ranksOf } from './quantiles';
import { secondPlan, type SecondPlan } from './secondPlan';
import { type Histogram, HISTOGRAM_BINS, type Measures, QUANTILES } from './statistics';
import { nearZeroLimit, toStatistics } from './toStatistics';

/** What is known of a tensor of float32 between the passes. */
export interface Turn {
  readonly moments: Moments;
  /** Where the quantiles lie; undefined where high halves were not counted. */
  readonly places: readonly Place[] | undefined;
  /** Undefined where all is known by now: of a constant tensor, and where nothing is finite. */
  readonly plan: SecondPlan | undefined;
}

/** What a second pass has found. */
export interface SecondCounts {
  /** Of the bins; without `closed` of the plan. */
  readonly counts: Float64Array;
  readonly below: number;
  /**
   * Under each wanted high half the low halves of its values, in any order, or 65,536 counts of
   * them.
   */
  readonly wanted: ReadonlyMap<number, Uint16Array | Uint32Array>;
}

/**
 * From the results of the first pass, merged over all pieces, to the plan of the second.
 * @param highs Undefined for a tensor of more values than 32 bits can count, which gets no
 * quantiles.
 */
export function turnOf(moments: Moments, highs: HighCounts | undefined): Turn {
  const { finite, min, max } = moments;
  const occupied = highs && occupiedHalves(highs);
  const places = highs && placesOf(highs, ranksOf(finite, QUANTILES), occupied);
  if (finite === 0 || min === max) return { moments, places, plan: undefined };
  const wanted = places?.map(({ high }) => high) ?? [];
  const first = highs && { highs, wanted, ...(occupied === undefined ? {} : { occupied }) };
  const plan = secondPlan(min, max, HISTOGRAM_BINS, nearZeroLimit(moments), first);
  // Two float32 that differ are never so close together that 256 bins between them are too fine.
  if (plan === undefined) throw new RangeError(`No bins from ${min} to ${max}.`);
  return { moments, places, plan };
}

/** @param found Of all pieces, added up; asked for only where there is a plan. */
export function measuresOf({ moments, places, plan }: Turn, found: () => SecondCounts): Measures {
  const { finite, min, max } = moments;
  if (finite === 0) return { statistics: toStatistics(moments, 0), histogram: null, quantiles: [] };
  const quantiles = (ranked: (rank: number) => number): Measures['quantiles'] =>
    places === undefined ? [] : quantilesOf(finite, QUANTILES, ranked);
  if (plan === undefined) {
    const below = Math.abs(min) < nearZeroLimit(moments) ? finite : 0;
    return {
      statistics: toStatistics(moments, below),
      histogram: histogramOfConstant(min, finite),
      quantiles: quantiles(() => min),
    };
  }
  const { counts, below, wanted } = found();
  const ranked = valuesAt(places ?? [], wanted);
  return {
    statistics: toStatistics(moments, below + plan.closed.below),
    histogram: {
      // Which zero the kernels found is chance: 0 and -0 are one edge.
      low: min + 0,
      high: max + 0,
      counts: counts.map((n, i) => n + (plan.closed.counts[i] ?? 0)),
    },
    quantiles: quantiles((rank) => ranked.get(rank) ?? NaN),
  };
}

/** Adds up what two workers have found by the same plan; to the same bits in whatever order. */
export function addCounts(a: SecondCounts, b: SecondCounts): SecondCounts {
  return {
    counts: a.counts.map((n, i) => n + (b.counts[i] ?? 0)),
    below: a.below + b.below,
    wanted: new Map([...a.wanted].map(([high, lows]) => [high, addLows(lows, b.wanted.get(high))])),
  };
}

function addLows(
  a: Uint16Array | Uint32Array,
  b: Uint16Array | Uint32Array | undefined,
): Uint16Array | Uint32Array {
  if (b === undefined) return a;
  if (a instanceof Uint32Array) return a.map((n, i) => n + (b[i] ?? 0));
  const joined = new Uint16Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function histogramOfConstant(value: number, finite: number): Histogram {
  const one = new HistogramCounts(value, value, HISTOGRAM_BINS);
  one.add(Float64Array.of(value), 1);
  const { low, high, counts } = one.result();
  return { low, high, counts: counts.map((n) => n * finite) };
}
