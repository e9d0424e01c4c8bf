import { type Place, placesOf, valueAt } from '../../core/measure/highCounts';
import { HistogramCounts } from '../../core/measure/histogram';
import { emptyMoments, type Moments } from '../../core/measure/moments';
import { PieceMoments } from '../../core/measure/pieceMoments';
import { quantilesOf, ranksOf } from '../../core/measure/quantiles';
import { MAX_RANKED } from '../../core/measure/rankSearch';
import { secondPlan, type SecondPlan } from '../../core/measure/secondPlan';
import {
  type Histogram,
  HISTOGRAM_BINS,
  type Measures,
  QUANTILES,
} from '../../core/measure/statistics';
import { nearZeroLimit, toStatistics } from '../../core/measure/toStatistics';
import { FirstPass } from './firstPass';
import type { Kernels } from './loadKernels';
import { SecondPass } from './secondPass';

/**
 * What `Measuring` does, by the kernels: the same four steps, over pieces of float32 that lie in their memory. Counts,
 * extremes, quantiles and histogram have the same bits however the tensor is cut, moments the same bits
 * wherever it is cut alike, in whatever order the pieces come. A tensor of a few thousand values takes `Measuring`
 * less time, for it sorts where this clears and walks 65,536 counts.
 */
export class FloatMeasuring {
  private readonly firstPass: FirstPass;
  private readonly pieces = new PieceMoments();
  private moments: Moments = emptyMoments();
  private places: readonly Place[] = [];
  private plan: SecondPlan | undefined;
  private secondPass: SecondPass | undefined;

  /** @param count All elements of the tensor. */
  constructor(
    private readonly kernels: Kernels,
    private readonly count: number,
  ) {
    this.firstPass = new FirstPass(kernels, this.isCounted);
  }

  /** @param start Flat index of the first of `length` values at the address `values`. */
  first(values: number, length: number, start: number): void {
    this.pieces.add(this.firstPass.add(values, length), start);
  }

  /** @returns Whether the second pass is needed: of a constant tensor all is known by now. */
  turn(): boolean {
    this.moments = this.pieces.merged();
    const { finite, min, max } = this.moments;
    if (finite === 0 || min === max) return false;
    const limit = nearZeroLimit(this.moments);
    this.plan = secondPlan(min, max, HISTOGRAM_BINS, limit, this.ranked(finite));
    // Two float32 that differ are never so close together that 256 bins between them are too fine.
    if (this.plan === undefined) throw new RangeError(`No bins from ${min} to ${max}.`);
    this.secondPass = new SecondPass(this.kernels, this.plan);
    return true;
  }

  second(values: number, length: number): void {
    this.secondPass?.add(values, length);
  }

  result(): Measures {
    const { finite, min, max } = this.moments;
    if (finite === 0)
      return { statistics: toStatistics(this.moments, 0), histogram: null, quantiles: [] };
    if (this.plan === undefined || this.secondPass === undefined) return this.ofConstant();
    const { counts, below, wanted } = this.secondPass.counts();
    const { closed } = this.plan;
    const ranked = new Map(
      this.places.map((place) => [place.rank, valueAt(place, wanted.get(place.high))]),
    );
    const histogram: Histogram = {
      low: min,
      high: max,
      counts: counts.map((n, i) => n + (closed.counts[i] ?? 0)),
    };
    return {
      statistics: toStatistics(this.moments, below + closed.below),
      histogram,
      quantiles: this.quantiles((rank) => ranked.get(rank) ?? NaN),
    };
  }

  /** Gives the memory back. */
  dispose(): void {
    this.firstPass.dispose();
    this.secondPass?.dispose();
  }

  private get isCounted(): boolean {
    return this.count <= MAX_RANKED;
  }

  private ranked(finite: number): Parameters<typeof secondPlan>[4] {
    if (!this.isCounted) return undefined;
    const highs = this.firstPass.highCounts();
    this.places = placesOf(highs, ranksOf(finite, QUANTILES));
    return { highs, wanted: this.places.map(({ high }) => high) };
  }

  private quantiles(ranked: (rank: number) => number): Measures['quantiles'] {
    if (this.count > MAX_RANKED) return [];
    return quantilesOf(this.moments.finite, QUANTILES, ranked);
  }

  private ofConstant(): Measures {
    const { finite, min, max } = this.moments;
    const one = new HistogramCounts(min, max, HISTOGRAM_BINS);
    one.add(Float64Array.of(min), 1);
    const { low, high, counts } = one.result();
    const below = Math.abs(min) < nearZeroLimit(this.moments) ? finite : 0;
    return {
      statistics: toStatistics(this.moments, below),
      histogram: { low, high, counts: counts.map((n) => n * finite) },
      quantiles: this.quantiles(() => min),
    };
  }
}
