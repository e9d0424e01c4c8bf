import type * as tfjs from '@tensorflow/tfjs';
import { ModelMismatchError } from '../../core/errors';
import { quote } from '../../core/model/problems';

type Kwargs = Parameters<tfjs.layers.Layer['call']>[1];

/**
 * Makes a layer run in another mode than the model. A frozen BatchNormalization infers in Keras; in
 * TensorFlow.js it would go on normalising by its batch and moving its averages.
 */
export function setMode(
  layer: tfjs.layers.Layer,
  mode: () => 'inference' | 'training' | 'asCalled',
): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs: Kwargs) => {
    const now = mode();
    return call(inputs, now === 'asCalled' ? kwargs : { ...kwargs, training: now === 'training' });
  };
}

/** The wasm backend reads and writes outside of its memory where an index is outside of the table. */
export function guardEmbedding(layer: tfjs.layers.Layer, rows: number): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs: Kwargs) => {
    const indices = Array.isArray(inputs) ? inputs[0] : inputs;
    for (const index of indices?.dataSync() ?? []) {
      if (Number.isInteger(index) && index >= 0 && index < rows) continue;
      throw new ModelMismatchError(
        `Layer ${quote(layer.name)} looks up ${index}, and it has rows 0 to ${rows - 1}. Check the column that feeds it.`,
      );
    }
    return call(inputs, kwargs);
  };
}
