import type { Measures, Statistics } from '../../core/measure/statistics';
import type { WeightMeasure } from '../../protocol/model';
import { Lru } from '../../core/lru';
import type { SummaryRecord } from '../summaries/summaryFile';

/** Histogram and quantiles of a tensor take about 3 KB: 12 MB. Statistics are kept of every tensor. */
const MAX_MEASURES = 4_096;

/** What was measured, so that the table of all weights and the page of one share the work. */
export class MeasureCache {
  private readonly measures = new Lru<Measures>(MAX_MEASURES);
  private readonly lines = new Map<
    number,
    { readonly key: string; readonly line: WeightMeasure }
  >();

  /** @param key Of the values, see `EditedValues.key`. */
  get(key: string): Measures | undefined {
    return this.measures.get(key);
  }

  /** What the table shows of a weight whose values have this key. */
  line(weight: number, key: string): WeightMeasure | undefined {
    const known = this.lines.get(weight);
    return known?.key === key ? known.line : undefined;
  }

  set(key: string, measures: Measures): void {
    this.measures.set(key, measures, 1);
  }

  setLine(weight: number, key: string, statistics: Statistics): WeightMeasure {
    const line: WeightMeasure = { weight, statistics };
    this.lines.set(weight, { key, line });
    return line;
  }

  /** What is known of the stored values, whose key is the weight's index alone. */
  *ofStored(): Generator<SummaryRecord> {
    for (const [weight, { key, line }] of this.lines) {
      const measures = this.measures.peek(String(weight));
      if (measures !== undefined) yield { weight, statistics: measures.statistics, measures };
      else if (key === String(weight) && 'statistics' in line)
        yield { weight, statistics: line.statistics, measures };
    }
  }

  /** Takes what was once known of the stored values. What edits leave stays in the table. */
  addStored({ weight, statistics, measures }: SummaryRecord): void {
    const key = String(weight);
    if (measures !== undefined && !this.measures.has(key)) this.set(key, measures);
    if (!this.lines.has(weight)) this.setLine(weight, key, statistics);
  }
}
