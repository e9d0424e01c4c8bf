import { firstLargest } from '../evaluate/classRows';

/**
 * Factors under which each class has the same part in the loss: rows / (classes × rows of the class),
 * as "balanced" of scikit-learn's `compute_class_weight`. A class without rows, which it refuses, has 0.
 */
export function balancedWeights(counts: readonly number[]): readonly number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : rows / (counts.length * count)));
}

/**
 * How many rows each class has.
 * @param values rows after each other: the number of the class, or as many numbers as there are classes,
 * the largest of which names it.
 */
export function classCounts(
  values: ArrayLike<number>,
  rows: number,
  classes: number,
): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  const size = rows === 0 ? 1 : values.length / rows;
  for (let row = 0; row < rows; row++) {
    const named =
      size === 1 ? Math.round(values[row] ?? 0) : firstLargest(values, row * size, size);
    counts[named] = (counts[named] ?? 0) + 1;
  }
  return counts;
}
