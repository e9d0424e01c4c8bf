import { HistogramCounts } from './histogram';
import { countBelow } from './loops/countBins';
import { emptyScan, scanBlock } from './loops/scanBlock';
import { addScan, emptyMoments } from './moments';
import { quantilesOf, ranksOf } from './quantiles';
import { type Ranking, rankingFor } from './ranking';
import { HISTOGRAM_BINS, type Measures, QUANTILES } from './statistics';
import { nearZeroLimit, toStatistics } from './toStatistics';
import { BLOCK, type Measurable, widen } from './widen';

/**
 * Everything measured of one tensor, in two passes over its values. Each pass takes all values once,
 * in pieces of any size and order:
 *
 * 1. `first` for every piece: counts, extremes, moments, high halves of the ranking keys.
 * 2. `turn` once: the range of the histogram, the near-zero limit, the bins that hold the quantiles.
 * 3. `second` for every piece again.
 * 4. `result`.
 */
export class Measuring {
  private readonly moments = emptyMoments();
  private ranking: Ranking | undefined;
  private histogram: HistogramCounts | undefined;
  private limit = 0;
  private below = 0;

  /** @param count All elements of the tensor; complex64 counts real and imaginary parts apart. */
  constructor(private readonly count: number) {}

  /** @param start Flat index of the first value. */
  first(values: Measurable, start: number): void {
    this.ranking ??= rankingFor(values, this.count);
    this.ranking?.first(values);
    for (let from = 0; from < values.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, values.length);
      widen(values, from, to, block);
      scanBlock(block, to - from, scan);
      addScan(this.moments, scan, to - from, start + from, (value) => {
        widen(values, from, to, block);
        return block.indexOf(value);
      });
    }
  }

  turn(): void {
    const { finite, min, max } = this.moments;
    const limit = nearZeroLimit(this.moments);
    this.limit = Number.isFinite(limit) ? limit : 0;
    if (finite === 0) return;
    // Two float64 may lie farther apart than float64 can say.
    if (Number.isFinite(max - min)) this.histogram = new HistogramCounts(min, max, HISTOGRAM_BINS);
    this.ranking?.want(ranksOf(finite, QUANTILES));
  }

  second(values: Measurable): void {
    this.ranking?.second(values);
    for (let from = 0; from < values.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, values.length);
      widen(values, from, to, block);
      this.below += countBelow(block, to - from, this.limit);
      this.histogram?.add(block, to - from);
    }
  }

  result(): Measures {
    const { finite } = this.moments;
    const ranked = finite > 0 ? this.ranking?.values() : undefined;
    return {
      statistics: toStatistics(this.moments, this.below),
      histogram: this.histogram?.result() ?? null,
      quantiles:
        ranked === undefined
          ? []
          : quantilesOf(finite, QUANTILES, (rank) => ranked.get(rank) ?? NaN),
    };
  }
}

/** Shared: no measuring keeps anything in them between two calls. */
const block = new Float64Array(BLOCK);
const scan = emptyScan();
