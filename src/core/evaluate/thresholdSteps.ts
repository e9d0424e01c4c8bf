import { countsAt, type ThresholdCounts } from './thresholdCounts';

/** Places of a slider: fine enough for a hand, few enough for a message. */
const STEPS = 1000;

/** Exact counts at equally spaced thresholds, rising. */
export interface ThresholdSteps {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/** From 0 to 1 where the scores lie there, else from the lowest to the highest. One step where all are equal. */
export function thresholdSteps(counts: ThresholdCounts): ThresholdSteps {
  const { thresholds: falling, positives, negatives } = counts;
  const [highest, lowest] = [falling[0] ?? 1, falling.at(-1) ?? 0];
  const [from, to] = lowest >= 0 && highest <= 1 ? [0, 1] : [lowest, highest];
  const steps = to > from ? STEPS : 0;
  const thresholds = Float64Array.from({ length: steps + 1 }, (_, i) =>
    i === steps ? to : from + (to - from) * (i / STEPS),
  );
  const at = Array.from(thresholds, (threshold) => countsAt(counts, threshold));
  return {
    thresholds,
    truePositives: Float64Array.from(at, ({ truePositives }) => truePositives),
    falsePositives: Float64Array.from(at, ({ falsePositives }) => falsePositives),
    positives,
    negatives,
  };
}
