import { checkLength, type FiniteRows, finiteRows, type Floats } from './finiteRows';
import { figure, type Judged, noFigure, NO_ROWS } from './figure';
import { medianOf } from './median';

/** One output of a model that predicts numbers; several are judged one by one. */
export interface RegressionPredictions {
  /** Rows × columns, row after row. */
  readonly outputs: Floats;
  /** As many of each row; NaN where the truth is not known, which leaves the row out. */
  readonly targets: Floats;
  readonly columns: number;
  readonly column: number;
}

export interface Regression {
  readonly kept: FiniteRows;
  /** Of the rows that are kept, in their order. */
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  /** True − predicted: above 0 where the model says too little. */
  readonly residuals: Float64Array;
  /** Mean |residual|; the baseline is the median always, the best constant for it. */
  readonly mae: Judged;
  /** √(mean residual²); the baseline is the mean always, the best constant for it. */
  readonly rmse: Judged;
  /** 1 − (sum of residuals²) / (sum of squares about the mean), r2_score; below 0 it is worse than the mean. */
  readonly r2: Judged;
  /** Mean residual: what the model is off by on the whole. */
  readonly bias: Judged;
}

/** @throws ModelMismatchError where outputs and targets do not fit. */
export function regressionOf(predictions: RegressionPredictions): Regression {
  const { outputs, targets, columns, column } = predictions;
  const count = Math.floor(targets.length / columns);
  checkLength('targets', targets.length, count, columns);
  checkLength('outputs', outputs.length, count, columns);
  const pick = (values: Floats): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => values[row * columns + column] ?? NaN);
  const [allPredicted, allActual] = [pick(outputs), pick(targets)];
  const kept = finiteRows(count, [
    { values: allPredicted, columns: 1 },
    { values: allActual, columns: 1 },
  ]);
  const predicted = Float64Array.from(kept.rows, (row) => allPredicted[row] ?? 0);
  const actual = Float64Array.from(kept.rows, (row) => allActual[row] ?? 0);
  const residuals = actual.map((value, i) => value - (predicted[i] ?? 0));
  return { kept, predicted, actual, residuals, ...judged(actual, residuals) };
}

function judged(
  actual: Float64Array,
  residuals: Float64Array,
): Pick<Regression, 'mae' | 'rmse' | 'r2' | 'bias'> {
  const n = actual.length;
  const mean = sum(actual) / n;
  const median = medianOf(actual);
  const deviations = actual.map((value) => value - mean);
  const squares = sum(residuals.map((value) => value * value));
  const spread = sum(deviations.map((value) => value * value));
  const each = (found: number, baseline: number, baselineIs: string): Judged => ({
    found: n === 0 ? noFigure(NO_ROWS) : figure(found),
    baseline: n === 0 ? noFigure(NO_ROWS) : figure(baseline),
    baselineIs,
  });
  const mae = sum(residuals.map(Math.abs)) / n;
  const medianError = sum(actual.map((value) => Math.abs(value - median))) / n;
  const always = 'always the mean of these rows';
  const r2 = each(1 - squares / spread, 0, always);
  // Equal values have a mean that rounding may take off them, and then a spread above 0.
  const constant = n > 0 && actual.every((value) => value === actual[0]);
  return {
    mae: each(mae, medianError, 'always the median of these rows'),
    rmse: each(Math.sqrt(squares / n), Math.sqrt(spread / n), always),
    r2: constant ? { ...r2, found: noFigure(oneValue(n)), baseline: noFigure(oneValue(n)) } : r2,
    bias: each(sum(residuals) / n, 0, always),
  };
}

function oneValue(rows: number): string {
  return rows === 1 ? 'One row has no variance.' : 'The target is the same in every row.';
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
