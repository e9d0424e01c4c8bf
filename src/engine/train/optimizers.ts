import type * as tfjs from '@tensorflow/tfjs';
import type { Weight } from '../../core/model/model';
import { plainWeightName } from '../../core/model/optimizerSlots';
import type { OptimizerSettings } from '../../protocol/training';
import type { Tf } from '../tf';

/** Suffixes of the slots that each optimizer keeps for every variable, in the order in which it saves them. */
const SLOTS: Readonly<Record<OptimizerSettings['name'], readonly string[] | null>> = {
  sgd: [],
  momentum: ['momentum'],
  adam: ['m', 'v'],
  // TensorFlow.js cannot save it.
  adamax: null,
  rmsprop: ['rms', 'momentum'],
  adagrad: ['accumulator'],
  adadelta: ['accum_grad', 'accum_var'],
};

export function makeOptimizer(tf: Tf, settings: OptimizerSettings): tfjs.Optimizer {
  const { learningRate } = settings;
  switch (settings.name) {
    case 'sgd':
      return tf.train.sgd(learningRate);
    case 'momentum':
      return tf.train.momentum(learningRate, settings.momentum);
    case 'adam':
      return tf.train.adam(learningRate);
    case 'adamax':
      return tf.train.adamax(learningRate);
    case 'rmsprop':
      return tf.train.rmsprop(learningRate);
    case 'adagrad':
      return tf.train.adagrad(learningRate);
    case 'adadelta':
      return tf.train.adadelta(learningRate);
  }
}

export interface SlotValues {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/**
 * The optimizer's state in the order of a saved model, each slot under the name of its weight:
 * TensorFlow.js itself would use its names of variables, which get a number from the second model on.
 */
export async function slotsOf(
  optimizer: tfjs.Optimizer,
  name: OptimizerSettings['name'],
  trained: readonly Weight[],
): Promise<readonly SlotValues[]> {
  const suffixes = SLOTS[name];
  if (suffixes === null) return [];
  const stored = await optimizer.getWeights();
  return stored.map(({ tensor }, i) => {
    const weight = trained[(i - 1) % trained.length];
    const suffix = suffixes[Math.floor((i - 1) / trained.length)];
    return {
      name: i === 0 || weight === undefined ? 'iter' : `${weight.name}/${suffix ?? ''}`,
      shape: tensor.shape,
      values: (tensor.dataSync() as Float32Array | Int32Array).slice(),
    };
  });
}

/** Why stored slots cannot be gone on from, or null. Slots belong to weights by position alone, so all must fit. */
export function whyNotResumed(
  name: OptimizerSettings['name'],
  stored: readonly Weight[],
  trained: readonly Weight[],
): string | null {
  const suffixes = SLOTS[name];
  if (stored.length === 0) return 'The file has no state of an optimizer, so it starts anew.';
  if (suffixes === null)
    return 'TensorFlow.js cannot go on from a stored Adamax, so it starts anew.';
  const slots = stored.slice(1);
  const fits =
    stored[0]?.size === 1 &&
    slots.length === suffixes.length * trained.length &&
    slots.every((slot, i) => {
      const weight = trained[i % trained.length];
      const suffix = suffixes[Math.floor(i / trained.length)] ?? '';
      return (
        weight !== undefined &&
        slot.name.endsWith(`/${suffix}`) &&
        plainWeightName(slot.name.slice(0, -suffix.length - 1)) === plainWeightName(weight.name) &&
        slot.shape.length === weight.shape.length &&
        slot.shape.every((size, axis) => size === weight.shape[axis])
      );
    });
  return fits
    ? null
    : `The file has the state of another optimizer or of other trained layers, so ${name} starts anew.`;
}

/** @param values of the stored slots, in their order. */
export async function resumeFrom(
  tf: Tf,
  optimizer: tfjs.Optimizer,
  stored: readonly Weight[],
  values: readonly Float32Array[],
): Promise<void> {
  const tensors = stored.map(({ name, shape }, i) => ({
    name,
    tensor: tf.tensor(values[i]?.slice() ?? [], [...shape], i === 0 ? 'int32' : 'float32'),
  }));
  await optimizer.setWeights(tensors);
  tf.dispose(tensors.map(({ tensor }) => tensor));
}
