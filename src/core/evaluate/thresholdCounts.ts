/**
 * How many rows of a class, and how many others, score at least so much: all that ROC, precision-recall
 * and a threshold slider need. Rows of equal score are one step.
 */
export interface ThresholdCounts {
  /** The scores that occur, each once, falling. */
  readonly thresholds: Float64Array;
  /** Rows of the class that score at least the threshold. */
  readonly truePositives: Float64Array;
  /** Other rows that do. */
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * O(n log n): two sorts of plain numbers and a merge, several times as fast as a sort of indices.
 * @param scores Finite.
 * @param isPositive Whether the row at a position is of the class.
 */
export function thresholdCounts(
  scores: Float64Array,
  isPositive: (i: number) => boolean,
): ThresholdCounts {
  // 0 and −0 are one score, which a sort of typed arrays tells apart but keeps together.
  const inClass = scores.filter((_, i) => isPositive(i)).sort();
  const others = scores.filter((_, i) => !isPositive(i)).sort();
  const thresholds = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let steps = 0;
  let [i, j] = [inClass.length, others.length];
  while (i > 0 || j > 0) {
    const threshold = Math.max(inClass[i - 1] ?? -Infinity, others[j - 1] ?? -Infinity);
    while (i > 0 && inClass[i - 1] === threshold) i--;
    while (j > 0 && others[j - 1] === threshold) j--;
    thresholds[steps] = threshold;
    truePositives[steps] = inClass.length - i;
    falsePositives[steps] = others.length - j;
    steps++;
  }
  return {
    thresholds: thresholds.slice(0, steps),
    truePositives: truePositives.slice(0, steps),
    falsePositives: falsePositives.slice(0, steps),
    positives: inClass.length,
    negatives: others.length,
  };
}

/** The four cells at one threshold. */
export interface CountsAt {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Rows that score at least `threshold` are named positive. O(log n). */
export function countsAt(counts: ThresholdCounts, threshold: number): CountsAt {
  let [low, high] = [0, counts.thresholds.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((counts.thresholds[middle] ?? 0) >= threshold) low = middle + 1;
    else high = middle;
  }
  const truePositives = counts.truePositives[low - 1] ?? 0;
  const falsePositives = counts.falsePositives[low - 1] ?? 0;
  return {
    truePositives,
    falsePositives,
    trueNegatives: counts.negatives - falsePositives,
    falseNegatives: counts.positives - truePositives,
  };
}
