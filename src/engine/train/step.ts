import type * as tfjs from '@tensorflow/tfjs';
import { ModelMismatchError, messageOf } from '../../core/errors';
import type { Batch } from '../data/openDataset';
import type { Bound } from '../model/bindVariables';
import { live } from '../model/variables';
import type { Tf } from '../tf';
import { dataLoss, type LossFunction, penaltyOf, run } from './lossFunctions';

export interface StepContext {
  readonly model: tfjs.LayersModel;
  readonly functions: readonly LossFunction[];
  readonly optimizer: tfjs.Optimizer;
  /** In the order of the optimizer's slots. */
  readonly trained: readonly Bound[];
  readonly classWeights: readonly number[] | null;
}

/** What a step found before it changed anything. */
export interface Gradients {
  /** Mean over the batch, without penalties. */
  readonly loss: number;
  /** One for each trained variable; undefined where it has no part in the loss. */
  readonly gradients: readonly (tfjs.Tensor | undefined)[];
}

/** Forward and backward, in training mode. To be called inside `tidy`. */
export function gradientsOf(tf: Tf, context: StepContext, batch: Batch): Gradients {
  const { model, functions, trained, classWeights } = context;
  const variables = trained.map(({ variable }) => live(variable));
  const weights = classWeights === null ? null : rowWeights(tf, batch, classWeights);
  let loss: tfjs.Scalar | undefined;
  const { grads } = asSentence(() =>
    tf.variableGrads(
      () => {
        const outputs = run(model, batch.inputs, true);
        loss = tf.keep(dataLoss(tf, functions, batch.targets, outputs, weights));
        const penalty = penaltyOf(tf, model);
        return penalty === null ? loss : tf.add(loss, penalty);
      },
      variables as unknown as tfjs.Variable[],
    ),
  );
  const value = loss?.dataSync()[0] ?? NaN;
  loss?.dispose();
  return {
    loss: value,
    gradients: variables.map(({ name }) => grads[name]),
  };
}

/** Moves the variables, then holds them inside their constraints, as Keras does and `fit` of TensorFlow.js does not. */
export function applyGradients(
  tf: Tf,
  { optimizer, trained }: StepContext,
  gradients: Gradients,
): void {
  const named = trained.map(({ variable }, i) => ({
    name: live(variable).name,
    tensor: gradients.gradients[i],
  }));
  // Optimizers pass over a variable without a gradient, which their types do not say.
  optimizer.applyGradients(named as Parameters<typeof optimizer.applyGradients>[0]);
  for (const { variable } of trained) {
    const { constraint } = variable as unknown as {
      constraint: { apply(x: tfjs.Tensor): tfjs.Tensor } | null;
    };
    if (constraint === null) continue;
    const value = live(variable);
    value.assign(tf.tidy(() => constraint.apply(value)));
  }
}

/** The factor of each row's class: the largest of a one-hot row, or the number itself. */
function rowWeights(tf: Tf, batch: Batch, classWeights: readonly number[]): tfjs.Tensor {
  const values = batch.targetValues[0] ?? new Float32Array(0);
  const size = values.length / batch.rows;
  const weights = Float32Array.from({ length: batch.rows }, (_, row) => {
    const target = values.subarray(row * size, (row + 1) * size);
    const name = size === 1 ? Math.round(target[0] ?? 0) : target.indexOf(Math.max(...target));
    return classWeights[name] ?? 1;
  });
  return tf.tensor1d(weights);
}

/** The gradients that TensorFlow.js lacks on every backend come out as assertions. */
function asSentence<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ModelMismatchError) throw error;
    const [line = ''] = messageOf(error).split('\n');
    throw new ModelMismatchError(`TensorFlow.js cannot train this model: ${line}`);
  }
}
