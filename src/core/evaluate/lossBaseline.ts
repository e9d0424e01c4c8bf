import type { LossName } from '../dataset/lossNames';
import type { EncodedColumn } from '../dataset/targets';
import { type Figure, figure, noFigure, NO_ROWS } from './figure';
import { medianOf } from './median';

export interface Baseline {
  readonly value: Figure;
  /** What it is, as in `Judged`. */
  readonly is: string;
}

/**
 * The smallest loss that one answer for every row can have: what the model has to be below to have learnt anything.
 * @param units Size of the output's last axis.
 */
export function lossBaseline(loss: LossName, { values }: EncodedColumn, units: number): Baseline {
  if (values.length === 0) return { value: noFigure(NO_ROWS), is: 'no rows' };
  const entropies = 'the shares of the classes in these rows, always';
  switch (loss) {
    case 'sparseCategoricalCrossentropy':
      return { value: figure(crossEntropy(shares(values, units))), is: entropies };
    case 'categoricalCrossentropy':
      return { value: figure(crossEntropy(means(values, units))), is: entropies };
    case 'binaryCrossentropy': {
      const each = means(values, units).map((share) => crossEntropy([share, 1 - share]));
      return { value: figure(mean(each)), is: entropies };
    }
    case 'meanSquaredError':
      return {
        value: figure(meanOff(values, means(values, units), (off) => off * off)),
        is: 'the mean of these rows, always',
      };
    case 'meanAbsoluteError': {
      const rows = values.length / units;
      const medians = Array.from({ length: units }, (_, unit) =>
        medianOf(Float64Array.from({ length: rows }, (_, row) => values[row * units + unit] ?? 0)),
      );
      return {
        value: figure(meanOff(values, medians, Math.abs)),
        is: 'the median of these rows, always',
      };
    }
    case 'meanAbsolutePercentageError':
    case 'meanSquaredLogarithmicError':
    case 'logcosh':
    case 'hinge':
    case 'squaredHinge':
    case 'categoricalHinge':
    case 'kullbackLeiblerDivergence':
    case 'poisson':
    case 'cosineProximity':
      return {
        value: noFigure('The best constant answer is not worked out for this loss.'),
        is: 'the best constant answer',
      };
  }
}

type Numbers = EncodedColumn['values'];

function shares(labels: Numbers, classes: number): readonly number[] {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return Array.from(counts, (count) => count / labels.length);
}

function means(values: Numbers, units: number): readonly number[] {
  const sums = new Float64Array(units);
  values.forEach((value, i) => (sums[i % units] = (sums[i % units] ?? 0) + value));
  return Array.from(sums, (sum) => (sum * units) / values.length);
}

/** Mean of `of` the distance of each value to the centre of its unit. */
function meanOff(values: Numbers, centres: readonly number[], of: (off: number) => number): number {
  let sum = 0;
  values.forEach((value, i) => (sum += of(value - (centres[i % centres.length] ?? 0))));
  return sum / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function crossEntropy(of: readonly number[]): number {
  return of.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
}
