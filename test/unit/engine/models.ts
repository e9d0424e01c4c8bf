import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/core/seededRandom';
import type { Dataset } from '../../../src/protocol/training';
import { savedModel } from '../../support/tfjsModels';
import { opened, type Opened } from './support';

/** A model made by TensorFlow.js on its cpu backend, saved and read again by us. */
export async function saved(make: () => tf.LayersModel): Promise<Opened> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const model = make();
  const files = await savedModel(model);
  model.dispose();
  return opened(files);
}

export const glorot = (seed: number): ReturnType<typeof tf.initializers.glorotUniform> =>
  tf.initializers.glorotUniform({ seed });

/** Dense 8 – Dense 2 softmax over four inputs. */
export function small(extra: tf.layers.Layer[] = []): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.dense({
        name: 'hidden',
        units: 8,
        activation: 'relu',
        inputShape: [4],
        kernelInitializer: glorot(1),
      }),
      ...extra,
      tf.layers.dense({
        name: 'out',
        units: 2,
        activation: 'softmax',
        kernelInitializer: glorot(2),
      }),
    ],
  });
}

/** Rows of uniform numbers in [-1, 1), and targets of one class each. */
export function examples(
  rows: number,
  inputShape: readonly number[],
  classes: number,
  { seed = 1, integersBelow = 0 } = {},
): Dataset {
  const random = seededRandom(seed);
  const size = inputShape.reduce((product, length) => product * length, 1);
  const draw = (): number =>
    integersBelow > 0 ? Math.floor(random() * integersBelow) : 2 * random() - 1;
  const values = Float32Array.from({ length: rows * size }, draw);
  const targets = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    // A class that can be learnt: by the first numbers of the row.
    const first = (values[row * size] ?? 0) + (values[row * size + size - 1] ?? 0);
    targets[row * classes + (first > 0 ? 0 : (row % (classes - 1)) + 1)] = 1;
  }
  return {
    rows,
    inputs: [{ shape: inputShape, values }],
    targets: [{ shape: [classes], values: targets }],
  };
}
