import type { Model } from './model';

export interface ParameterCounts {
  /** Elements of all weights but the optimizer's; a shared layer's weights count once. */
  readonly total: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  /** Elements of the optimizer's slots. */
  readonly optimizer: number;
}

/** As `model.countParams()` of TensorFlow.js and Keras counts. complex64 elements count once. */
export function countParameters(model: Pick<Model, 'weights'>): ParameterCounts {
  let trainable = 0;
  let nonTrainable = 0;
  let optimizer = 0;
  for (const weight of model.weights) {
    if (weight.variableGroup === 'optimizer') optimizer += weight.size;
    else if (weight.trainable) trainable += weight.size;
    else nonTrainable += weight.size;
  }
  return { total: trainable + nonTrainable, trainable, nonTrainable, optimizer };
}
