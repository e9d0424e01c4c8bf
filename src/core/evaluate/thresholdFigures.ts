import { type Figure, NO_ROWS, ratio } from './figure';
import type { CountsAt } from './thresholdCounts';

/** What a threshold costs and gains. */
export interface ThresholdFigures {
  readonly accuracy: Figure;
  readonly precision: Figure;
  /** True positive rate, sensitivity. */
  readonly recall: Figure;
  /** True negative rate. */
  readonly specificity: Figure;
  readonly f1: Figure;
}

const NO_POSITIVES = 'No row is of this class.';

export function thresholdFigures({
  truePositives,
  falsePositives,
  trueNegatives,
  falseNegatives,
}: CountsAt): ThresholdFigures {
  const named = truePositives + falsePositives;
  const positives = truePositives + falseNegatives;
  const negatives = falsePositives + trueNegatives;
  return {
    accuracy: ratio(truePositives + trueNegatives, positives + negatives, NO_ROWS),
    precision: ratio(truePositives, named, 'No row scores as much as the threshold.'),
    recall: ratio(truePositives, positives, NO_POSITIVES),
    specificity: ratio(trueNegatives, negatives, 'All rows are of this class.'),
    f1: ratio(2 * truePositives, positives + named, NO_POSITIVES),
  };
}
