import type * as tfjs from '@tensorflow/tfjs';
import { createHash } from 'node:crypto';
import { ModelMismatchError } from '../../core/errors';
import { plural } from '../../core/format/sentence';
import { quote } from '../../core/model/problems';
import type { ModelInput, ModelOutput } from '../../protocol/engine';
import type { Dataset } from '../../protocol/training';
import type { Tf } from '../tf';
import { type OpenColumn, openColumn } from './openColumn';

/** Rows that a hash or check takes at a time. */
const PIECE_ROWS = 4096;

export interface Batch {
  readonly rows: number;
  readonly inputs: readonly tfjs.Tensor[];
  readonly targets: readonly tfjs.Tensor[];
  /** The targets' values, for metrics and class weights. */
  readonly targetValues: readonly (Float32Array | Int32Array)[];
}

export interface OpenDataset {
  readonly rows: number;
  readonly inputs: readonly OpenColumn[];
  readonly targets: readonly OpenColumn[];
  /** In stored order. */
  readonly order: Uint32Array;
  /** Rows at order[start … end) as tensors, to be disposed of by whoever asks. */
  batch(tf: Tf, order: Uint32Array, start: number, end: number): Batch;
  /** SHA-256 of all values, inputs then targets. */
  hash(): string;
  close(): void;
}

/** @throws ModelMismatchError where it has other inputs than the model, of other shapes, or no rows. */
export function openDataset(
  data: Dataset,
  model: { readonly inputs: readonly ModelInput[]; readonly outputs: readonly ModelOutput[] },
  needsTargets: boolean,
): OpenDataset {
  if (data.rows === 0) throw new ModelMismatchError('The data has no rows.');
  checkCount('input', data.inputs.length, model.inputs.length);
  if (needsTargets) checkCount('target', data.targets.length, model.outputs.length);
  const opened: OpenColumn[] = [];
  const close = (): void => {
    for (const column of opened.splice(0)) column.close();
  };
  try {
    const inputs = data.inputs.map((column, i) => {
      const input = model.inputs[i];
      const what = `input ${quote(input?.name ?? '')}`;
      checkInputShape(column.shape, input?.shape ?? [], what);
      const open = openColumn(column, data.rows, what);
      opened.push(open);
      return open;
    });
    const targets = (needsTargets ? data.targets : []).map((column, i) => {
      const what = `target of output ${quote(model.outputs[i]?.name ?? '')}`;
      const open = openColumn(column, data.rows, what);
      opened.push(open);
      return open;
    });
    return {
      rows: data.rows,
      inputs,
      targets,
      order: Uint32Array.from({ length: data.rows }, (_, i) => i),
      batch: (tf, order, start, end) => makeBatch(tf, inputs, targets, order, start, end),
      hash: () => hashOf([...inputs, ...targets], data.rows),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function checkCount(noun: string, given: number, needed: number): void {
  if (given === needed) return;
  throw new ModelMismatchError(
    `The model has ${plural(needed, noun === 'target' ? 'output' : noun)}, and the data gives ${plural(given, noun)}.`,
  );
}

function checkInputShape(
  given: readonly number[],
  needed: readonly (number | null)[],
  what: string,
): void {
  const fits =
    given.length === needed.length && needed.every((size, i) => size === null || size === given[i]);
  // One number a row, said as [] or as [1].
  if (fits || (given.length === 0 && needed.length === 1 && needed[0] === 1)) return;
  const sizes = needed.map((size) => size ?? 'any').join(' × ');
  throw new ModelMismatchError(
    `The ${what} takes ${sizes === '' ? 'one number' : sizes} a row, and the data gives ${given.length === 0 ? 'one number' : given.join(' × ')}.`,
  );
}

function makeBatch(
  tf: Tf,
  inputs: readonly OpenColumn[],
  targets: readonly OpenColumn[],
  order: Uint32Array,
  start: number,
  end: number,
): Batch {
  const rows = end - start;
  const tensor = (column: OpenColumn, values: Float32Array | Int32Array): tfjs.Tensor =>
    tf.tensor(values, [rows, ...(column.shape.length === 0 ? [1] : column.shape)], column.dtype);
  const targetValues = targets.map((column) => column.rows(order, start, end));
  return {
    rows,
    inputs: inputs.map((column) => tensor(column, column.rows(order, start, end))),
    // The cpu backend keeps the array as the tensor; nothing changes either.
    targets: targets.map((column, i) => tensor(column, targetValues[i] ?? new Float32Array(0))),
    targetValues,
  };
}

function hashOf(columns: readonly OpenColumn[], rows: number): string {
  const hash = createHash('sha256');
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (const column of columns) {
    for (let start = 0; start < rows; start += PIECE_ROWS) {
      hash.update(column.rows(order, start, Math.min(start + PIECE_ROWS, rows)));
    }
  }
  return hash.digest('hex');
}
