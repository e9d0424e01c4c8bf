import { drawnRows } from '../../core/evaluate/drawnRows';
import { regressionOf } from '../../core/evaluate/regression';
import { HistogramCounts } from '../../core/measure/histogram';
import type { Histogram } from '../../core/measure/statistics';
import type { NumberPlots } from '../../protocol/evaluation';
import type { Judged } from './judged';

const BINS = 31;

/** @param rowOf Row of the table, counted from 1, of an answer. */
export function numberPlots(
  { predictions }: Extract<Judged, { kind: 'numbers' }>,
  column: number,
  rowOf: (answer: number) => number,
): NumberPlots {
  const found = regressionOf({ ...predictions, column });
  const { kept, predicted, actual, residuals, mae, rmse, r2, bias } = found;
  const drawn = drawnRows(residuals);
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(drawn, (i) => values[i] ?? 0);
  return {
    figures: { mae, rmse, r2, bias },
    actual: pick(actual),
    predicted: pick(predicted),
    rows: Uint32Array.from(drawn, (i) => rowOf(kept.rows[i] ?? 0)),
    judged: residuals.length,
    residuals: histogramOf(residuals),
  };
}

/** About zero in the middle, so that too much and too little can be told apart. */
function histogramOf(residuals: Float64Array): Histogram | null {
  if (residuals.length === 0) return null;
  const most = residuals.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const counts = new HistogramCounts(-most, most, BINS);
  counts.add(residuals, residuals.length);
  return counts.result();
}
