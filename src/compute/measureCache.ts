import type { Measures, Statistics } from '../core/measure/statistics';
import type { WeightMeasure } from '../protocol/model';
import { Lru } from '../core/lru';
import type { SummaryRecord } from './summaries/summaryFile';

/** Histogram and quantiles of a tensor take about 3 KB: 12 MB. Statistics are kept of every tensor. */
const MAX_MEASURES = 4_096;

/** What was measured of the stored values, so that the table of all weights and the page of one share the work. */
export class MeasureCache {
  private readonly measures = new Lru<Measures>(MAX_MEASURES);
  private readonly lines = new Map<number, WeightMeasure>();

  get(weight: number): Measures | undefined {
    return this.measures.get(String(weight));
  }

  line(weight: number): WeightMeasure | undefined {
    return this.lines.get(weight);
  }

  set(weight: number, measures: Measures): WeightMeasure {
    this.measures.set(String(weight), measures, 1);
    return this.setStatistics(weight, measures.statistics);
  }

  /** All that is known. */
  *records(): Generator<SummaryRecord> {
    for (const line of this.lines.values()) {
      if (!('statistics' in line)) continue;
      const { weight, statistics } = line;
      yield { weight, statistics, measures: this.measures.peek(String(weight)) };
    }
  }

  setStatistics(weight: number, statistics: Statistics): WeightMeasure {
    const line: WeightMeasure = { weight, statistics };
    this.lines.set(weight, line);
    return line;
  }
}
