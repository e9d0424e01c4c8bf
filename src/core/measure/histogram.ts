import { countBins } from './loops/countBins';
import type { Histogram } from './statistics';

/**
 * Edges of `bins` equal bins over [low, high]. Like numpy, a range of no width becomes one of width 1
 * around it, and the edges are those of numpy.linspace in float64.
 */
export function histogramEdges(low: number, high: number, bins: number): Float64Array {
  const [from, to] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const width = to - from;
  const step = width / bins;
  const edges = new Float64Array(bins + 1);
  // A step that underflows would put all edges on one spot.
  if (step === 0) for (let i = 0; i < bins; i++) edges[i] = from + (i / bins) * width;
  else for (let i = 0; i < bins; i++) edges[i] = i * step + from;
  // -0 is no other edge than 0.
  edges[bins] = to + 0;
  return edges;
}

/** Counts of a pass over blocks, numpy.histogram's on float64. */
export class HistogramCounts {
  private readonly edges: Float64Array;
  private readonly counts: Float64Array;

  constructor(low: number, high: number, bins: number) {
    this.edges = histogramEdges(low, high, bins);
    this.counts = new Float64Array(bins);
  }

  add(block: Float64Array, length: number): void {
    countBins(block, length, this.edges, this.counts);
  }

  result(): Histogram {
    return {
      low: this.edges[0] ?? 0,
      high: this.edges[this.counts.length] ?? 0,
      counts: this.counts,
    };
  }
}
