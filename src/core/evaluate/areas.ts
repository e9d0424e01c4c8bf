import { averagePrecision, rocArea, rocAreaError } from './curves';
import type { OneVersusRest } from './oneVersusRest';

/**
 * The areas of `ranked`, to the bit, without its counts: only rows of the class are sorted, which are few where there
 * are many classes. O(n log k) for k rows of the class.
 * @param scores Finite.
 */
export function areasOf(
  scores: Float64Array,
  isPositive: (i: number) => boolean,
): Omit<OneVersusRest, 'counts'> {
  const own = scores.filter((_, i) => isPositive(i)).sort();
  const steps = own.filter((score, i) => score !== own[i - 1]);
  // Others by how many steps they score at least, and those that score just as much as the last of these.
  const others = new Float64Array(steps.length + 1);
  const tied = new Float64Array(steps.length + 1);
  scores.forEach((score, i) => {
    if (isPositive(i)) return;
    const reached = countUpTo(steps, score);
    others[reached] = (others[reached] ?? 0) + 1;
    if (steps[reached - 1] === score) tied[reached] = (tied[reached] ?? 0) + 1;
  });
  // Just above each step and at it, from the highest down, then all. A point where nothing is named has no precision.
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let [right, wrong, at] = [0, 0, own.length];
  const addPoint = (named: number): void => {
    if (right + named === 0) return;
    truePositives.push(right);
    falsePositives.push(named);
  };
  for (let step = steps.length; step > 0; step--) {
    wrong += others[step] ?? 0;
    addPoint(wrong - (tied[step] ?? 0));
    while (at > 0 && own[at - 1] === steps[step - 1]) at--;
    right = own.length - at;
    addPoint(wrong);
  }
  wrong += others[0] ?? 0;
  addPoint(wrong);
  const counts = {
    thresholds: new Float64Array(truePositives.length),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    ...{ positives: right, negatives: wrong },
  };
  const area = rocArea(counts);
  return {
    rocArea: area,
    rocAreaError: rocAreaError(area.found, right, wrong),
    averagePrecision: averagePrecision(counts),
  };
}

/** How many of rising values are at most `value`. */
function countUpTo(rising: Float64Array, value: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
