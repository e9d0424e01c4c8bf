import type * as tfjs from '@tensorflow/tfjs';
import type { LossName } from '../../protocol/training';
import type { Tf } from '../tf';

/** Losses of TensorFlow.js by name: (target, output) → one number a row, or a row and step. */
export type LossFunction = (target: tfjs.Tensor, output: tfjs.Tensor) => tfjs.Tensor;

/** Only `compile` hands out all of them; the optimizer that it wants is never used. */
export function lossFunctions(
  tf: Tf,
  model: tfjs.LayersModel,
  losses: readonly LossName[],
): readonly LossFunction[] {
  const [only] = losses;
  const optimizer = tf.train.sgd(0);
  model.compile({
    optimizer,
    loss: losses.length === 1 && only !== undefined ? only : [...losses],
  });
  return model.lossFunctions;
}

/** Sum over the outputs of each output's mean loss. @param weights one factor a row, or null. */
export function dataLoss(
  tf: Tf,
  functions: readonly LossFunction[],
  targets: readonly tfjs.Tensor[],
  outputs: readonly tfjs.Tensor[],
  weights: tfjs.Tensor | null,
): tfjs.Scalar {
  return tf.tidy(() => {
    const means = functions.flatMap((loss, i) => {
      const [target, output] = [targets[i], outputs[i]];
      if (target === undefined || output === undefined) return [];
      const rows = loss(target, output);
      return [tf.mean<tfjs.Scalar>(weights === null ? rows : tf.mul(rows, weights))];
    });
    return means.reduce((sum, mean) => tf.add(sum, mean));
  });
}

/** What the regularizers of all layers add, 0 without any. */
export function penaltyOf(tf: Tf, model: tfjs.LayersModel): tfjs.Scalar | null {
  const penalties = model.calculateLosses();
  if (penalties.length === 0) return null;
  return penalties.map((penalty) => tf.mean<tfjs.Scalar>(penalty)).reduce((a, b) => tf.add(a, b));
}

/** Outputs of a model as a list. */
export function run(
  model: tfjs.LayersModel,
  inputs: readonly tfjs.Tensor[],
  training: boolean,
): readonly tfjs.Tensor[] {
  const [only] = inputs;
  const out = model.apply(inputs.length === 1 && only !== undefined ? only : [...inputs], {
    training,
  }) as tfjs.Tensor | tfjs.Tensor[];
  return Array.isArray(out) ? out : [out];
}
