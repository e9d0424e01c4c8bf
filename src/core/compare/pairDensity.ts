import { histogramEdges } from '../measure/histogram';
import { binOf } from '../measure/loops/countBins';
import { type Measurable, widen } from '../measure/widen';

/** How often a value of A meets which value of B at the same place. */
export interface PairDensity {
  readonly low: number;
  readonly high: number;
  readonly bins: number;
  /** Row-major, bins x bins over [low, high] both ways: rows are B's bins, columns A's. Bins are half open, the last is closed. */
  readonly counts: Float64Array;
}

/** Places that have no point on the plane. */
export interface NonFinitePairs {
  /** NaN or infinite in A alone. */
  readonly inA: number;
  readonly inB: number;
  readonly inBoth: number;
}

/** Counts pairs of values, numpy.histogram2d's on float64, in one pass over pieces in any order. */
export class PairDensityCounts {
  private readonly edges: Float64Array;
  private readonly counts: Float64Array;
  private readonly away = { inA: 0, inB: 0, inBoth: 0 };

  /** Finite values beyond the range count at its ends. */
  constructor(
    low: number,
    high: number,
    private readonly bins: number,
  ) {
    this.edges = histogramEdges(low, high, bins);
    this.counts = new Float64Array(bins * bins);
  }

  add(a: Measurable, b: Measurable): void {
    const { edges, counts, bins, away } = this;
    const low = edges[0] ?? 0;
    const high = edges[bins] ?? 0;
    for (let from = 0; from < a.length; from += ROOM) {
      const to = Math.min(from + ROOM, a.length);
      widen(a, from, to, ofA);
      widen(b, from, to, ofB);
      for (let i = 0; i < to - from; i++) {
        const [x, y] = [ofA[i] ?? 0, ofB[i] ?? 0];
        const [inA, inB] = [!Number.isFinite(x), !Number.isFinite(y)];
        if (inA || inB) {
          away[inA && inB ? 'inBoth' : inA ? 'inA' : 'inB']++;
          continue;
        }
        const column = binOf(Math.max(low, Math.min(high, x)), edges, bins);
        const row = binOf(Math.max(low, Math.min(high, y)), edges, bins);
        const at = row * bins + column;
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
  }

  result(): { readonly density: PairDensity; readonly nonFinite: NonFinitePairs } {
    const { edges, counts, bins } = this;
    return {
      density: { low: edges[0] ?? 0, high: edges[bins] ?? 0, bins, counts },
      nonFinite: { ...this.away },
    };
  }
}

const ROOM = 16_384;

/** Shared: nothing is kept in them between two calls. */
const ofA = new Float64Array(ROOM);
const ofB = new Float64Array(ROOM);
