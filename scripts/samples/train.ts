import * as tf from '@tensorflow/tfjs';
import type { Examples } from './examples';
import { seededRandom } from '../../src/core/seededRandom';
import { shuffled } from './random';

export interface Training {
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * Trains a compiled model on examples in a new seeded order each epoch. `model.fit` would shuffle
 * with `Math.random`, which cannot be repeated.
 */
export async function train(
  model: tf.LayersModel,
  examples: Examples,
  { epochs, batchSize, seed }: Training,
): Promise<void> {
  const random = seededRandom(seed);
  const order = examples.inputs.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const shuffledOrder = shuffled(order, random);
    for (let start = 0; start < order.length; start += batchSize) {
      const batch = shuffledOrder.slice(start, start + batchSize);
      const inputs = inputTensor(model, rowsAt(examples.inputs, batch));
      const targets = tf.tensor2d(rowsAt(examples.targets, batch));
      await model.trainOnBatch(inputs, targets);
      tf.dispose([inputs, targets]);
    }
  }
}

/** One row of outputs per row of inputs. */
function predict(
  model: tf.LayersModel,
  inputs: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return tf.tidy(() => {
    const output = model.predict(inputTensor(model, inputs));
    if (Array.isArray(output)) throw new Error('The samples have one output each.');
    return (output as tf.Tensor2D).arraySync();
  });
}

/** Share of examples in [0, 1] whose class the model names; one output counts as yes from 0.5. */
export function accuracy(model: tf.LayersModel, examples: Examples): number {
  const named = predict(model, examples.inputs).map(classOf);
  const right = examples.targets.filter((target, index) => classOf(target) === named[index]);
  return right.length / examples.targets.length;
}

/** Root mean squared error over all outputs, in the unit of the targets. */
export function rootMeanSquaredError(model: tf.LayersModel, examples: Examples): number {
  const outputs = predict(model, examples.inputs).flat();
  const squares = examples.targets.flat().map((target, i) => (target - (outputs[i] ?? NaN)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

function classOf(outputs: readonly number[]): number {
  return outputs.length === 1 ? Number((outputs[0] ?? NaN) >= 0.5) : outputs.indexOf(Math.max(...outputs));
}

function rowsAt(rows: readonly (readonly number[])[], indices: readonly number[]): number[][] {
  return indices.map((index) => [...(rows[index] ?? [])]);
}

/** Rows as the model's input shape asks, e.g. [n, 196] as [n, 14, 14, 1]. */
function inputTensor(model: tf.LayersModel, rows: readonly (readonly number[])[]): tf.Tensor {
  const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
  return tf.tensor(Float32Array.from(rows.flat()), [rows.length, ...shape]);
}
