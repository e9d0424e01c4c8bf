import type { LossName, MetricName } from '../../protocol/training';

type Numbers = Float32Array | Int32Array;

/** Sums of a metric over rows seen so far, in doubles. */
export interface MetricSum {
  add(target: Numbers, output: Float32Array): void;
  value(): number;
}

/**
 * @param classes size of the output's last axis.
 * @param loss tells what the targets of 'accuracy' are: classes, one-hot rows, yes or no, or −1 and 1.
 */
export function metricSum(metric: MetricName, loss: LossName, classes: number): MetricSum {
  let sum = 0;
  let count = 0;
  const each =
    (of: (difference: number) => number) =>
    (target: Numbers, output: Float32Array): void => {
      for (let i = 0; i < output.length; i++) sum += of((output[i] ?? NaN) - (target[i] ?? NaN));
      count += output.length;
    };
  const accuracy = (target: Numbers, output: Float32Array): void => {
    if (isElementwise(loss, classes)) {
      for (let i = 0; i < output.length; i++) {
        if (saysYes(output[i] ?? NaN, loss, 'output') === saysYes(target[i] ?? NaN, loss, 'target'))
          sum++;
      }
      count += output.length;
      return;
    }
    const rows = output.length / classes;
    for (let row = 0; row < rows; row++) {
      const named = largest(output, row * classes, classes);
      const right =
        loss === 'sparseCategoricalCrossentropy'
          ? Number(target[row])
          : largest(target, row * classes, classes);
      if (named === right) sum++;
    }
    count += rows;
  };
  const add = {
    accuracy,
    meanAbsoluteError: each(Math.abs),
    meanSquaredError: each((difference) => difference * difference),
  }[metric];
  return { add, value: () => sum / count };
}

function isElementwise(loss: LossName, classes: number): boolean {
  return (
    loss === 'binaryCrossentropy' || (classes === 1 && loss !== 'sparseCategoricalCrossentropy')
  );
}

/** An output of exactly 0.5 says yes; hinge losses have their border at 0. */
function saysYes(value: number, loss: LossName, of: 'output' | 'target'): boolean {
  if (loss === 'hinge' || loss === 'squaredHinge') return of === 'target' ? value > 0 : value >= 0;
  return value >= 0.5;
}

function largest(values: Numbers, start: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) {
    if ((values[start + i] ?? NaN) > (values[start + best] ?? NaN)) best = i;
  }
  return best;
}
