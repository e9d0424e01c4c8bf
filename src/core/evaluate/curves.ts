import { type Figure, figure, type Judged, noFigure } from './figure';
import type { ThresholdCounts } from './thresholdCounts';

/** Points of a curve from the highest threshold down, `thresholds[0]` above every score. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly thresholds: Float64Array;
}

/**
 * False positive rate (x) and true positive rate (y), from (0, 0) to (1, 1); a step for each score
 * that occurs, ties together (roc_curve with drop_intermediate=False). Null where one class alone has rows.
 */
export function rocCurve(counts: ThresholdCounts): Curve | null {
  if (oneClassOnly(counts) !== null) return null;
  const { positives, negatives } = counts;
  return {
    x: after(0, counts.falsePositives, (count) => count / negatives),
    y: after(0, counts.truePositives, (count) => count / positives),
    thresholds: after(Infinity, counts.thresholds, (threshold) => threshold),
  };
}

/**
 * Recall (x) and precision (y), from recall 0 where precision is 1 by definition
 * (precision_recall_curve, in the opposite order). Null where the class has no rows.
 */
export function precisionRecallCurve(counts: ThresholdCounts): Curve | null {
  const { positives, truePositives, falsePositives } = counts;
  if (positives === 0) return null;
  return {
    x: after(0, truePositives, (count) => count / positives),
    y: after(1, truePositives, (count, i) => count / (count + (falsePositives[i] ?? 0))),
    thresholds: after(Infinity, counts.thresholds, (threshold) => threshold),
  };
}

/**
 * Area under the ROC curve: the share of pairs of a row of the class and another that the scores put
 * in order, ties counting half (roc_auc_score; Mann and Whitney 1947).
 */
export function rocArea(counts: ThresholdCounts): Judged {
  const why = oneClassOnly(counts);
  const { truePositives, falsePositives, positives, negatives } = counts;
  // Twice the area in pairs: whole numbers, so that the sum is exact.
  let twice = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const width = (falsePositives[i] ?? 0) - (falsePositives[i - 1] ?? 0);
    twice += width * ((truePositives[i] ?? 0) + (truePositives[i - 1] ?? 0));
  }
  return {
    found: why === null ? figure(twice / (2 * positives * negatives)) : noFigure(why),
    baseline: why === null ? figure(0.5) : noFigure(why),
    baselineIs: 'scores by chance',
  };
}

/**
 * Standard error of the area after Hanley and McNeil 1982, Radiology 143:29, from exponential scores.
 * It is 0 at an area of 0 or 1, where it says nothing.
 */
export function rocAreaError(area: Figure, positives: number, negatives: number): Figure {
  if (area.value === null) return area;
  const a = area.value;
  const variance =
    a * (1 - a) +
    (positives - 1) * (a / (2 - a) - a * a) +
    (negatives - 1) * ((2 * a * a) / (1 + a) - a * a);
  return figure(Math.sqrt(Math.max(0, variance) / (positives * negatives)));
}

/**
 * Average precision: the sum of (Rₙ − Rₙ₋₁) · Pₙ, not the trapezoids' area, which is too kind
 * (average_precision_score). Its baseline is the share of rows of the class.
 */
export function averagePrecision(counts: ThresholdCounts): Judged {
  const { truePositives, falsePositives, positives, negatives } = counts;
  let sum = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const right = truePositives[i] ?? 0;
    sum += (right - (truePositives[i - 1] ?? 0)) * (right / (right + (falsePositives[i] ?? 0)));
  }
  const none = noFigure('No row is of this class.');
  return {
    found: positives === 0 ? none : figure(sum / positives),
    baseline: positives === 0 ? none : figure(positives / (positives + negatives)),
    baselineIs: 'the share of rows of this class',
  };
}

function oneClassOnly({ positives, negatives }: ThresholdCounts): string | null {
  if (positives === 0) return 'No row is of this class.';
  return negatives === 0 ? 'All rows are of this class.' : null;
}

function after(
  first: number,
  values: Float64Array,
  of: (value: number, i: number) => number,
): Float64Array {
  const points = new Float64Array(values.length + 1);
  points[0] = first;
  for (let i = 0; i < values.length; i++) points[i + 1] = of(values[i] ?? 0, i);
  return points;
}
