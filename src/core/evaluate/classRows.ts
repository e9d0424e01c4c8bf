import { ModelMismatchError } from '../errors';
import { checkLength, type FiniteRows, finiteRows, type Floats } from './finiteRows';

/** What a classifier says of rows of a dataset, and what is true of them. */
export interface ClassPredictions {
  /** Rows × columns, row after row. */
  readonly outputs: Floats;
  /** One for each class, or one alone: how sure the model is of the second of two classes. */
  readonly columns: number;
  /** The true class of each row. */
  readonly labels: Int32Array;
  /** Of the classes, in their order. */
  readonly names: readonly string[];
  /** A single output from here on names the second class: 0.5, but 0 where the loss is a hinge. */
  readonly border?: number;
}

/** Predictions of the rows that are finite. Position i below is not the row, which is `kept.rows[i]`. */
export interface ClassRows {
  readonly outputs: Floats;
  readonly columns: number;
  readonly names: readonly string[];
  readonly kept: FiniteRows;
  readonly labels: Int32Array;
  /** The class that the model names: the first of the largest outputs, or by the border. */
  readonly named: Int32Array;
}

/** @throws ModelMismatchError where labels, names and outputs do not fit together. */
export function classRows(predictions: ClassPredictions): ClassRows {
  const { outputs, columns, labels, names, border = 0.5 } = predictions;
  const classes = columns === 1 ? 2 : columns;
  checkLength('outputs', outputs.length, labels.length, columns);
  if (names.length !== classes)
    throw new ModelMismatchError(
      `The model tells ${classes} classes apart and the dataset has ${names.length}. Choose a dataset of the same classes.`,
    );
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0)
    throw new ModelMismatchError(
      `Row ${wrong + 1} is of class ${labels[wrong]}, but the model knows 0 to ${classes - 1}. Correct the labels.`,
    );
  const kept = finiteRows(labels.length, [{ values: outputs, columns }]);
  return {
    ...{ outputs, columns, names, kept },
    labels: Int32Array.from(kept.rows, (row) => labels[row] ?? 0),
    named: Int32Array.from(kept.rows, (row) => namedClass(outputs, columns, row, border)),
  };
}

/** The class that a row's outputs name: the first of the largest, or by the border where there is one output. */
export function namedClass(outputs: Floats, columns: number, row: number, border: number): number {
  if (columns === 1) return Number((outputs[row] ?? 0) >= border);
  return firstLargest(outputs, row * columns, columns);
}

/** Place of the largest of `length` values from `start` on; of equal ones the first. */
export function firstLargest(values: ArrayLike<number>, start: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++)
    if ((values[start + i] ?? 0) > (values[start + best] ?? 0)) best = i;
  return best;
}

/** What the model gives class `of` at position i, as a probability. */
export function probability({ outputs, columns, kept }: ClassRows, i: number, of: number): number {
  const start = (kept.rows[i] ?? 0) * columns;
  if (columns > 1) return outputs[start + of] ?? 0;
  const second = outputs[start] ?? 0;
  return of === 1 ? second : 1 - second;
}

/**
 * Scores of class `of` that order the rows by how sure the model is. Of the first of two classes
 * with one output, its negative: 1 − 1e-20 is 1, which would tie what is no tie.
 */
export function scoresOf({ outputs, columns, kept }: ClassRows, of: number): Float64Array {
  if (columns === 1)
    return Float64Array.from(kept.rows, (row) => (outputs[row] ?? 0) * (of === 1 ? 1 : -1));
  return Float64Array.from(kept.rows, (row) => outputs[row * columns + of] ?? 0);
}

/** Rows of each class. */
export function classCounts({ labels, names }: Pick<ClassRows, 'labels' | 'names'>): Float64Array {
  const counts = new Float64Array(names.length);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
