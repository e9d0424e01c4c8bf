import type * as tfjs from '@tensorflow/tfjs';
import type { OpenDataset } from '../data/openDataset';
import type { BuiltModel } from '../model/builtModel';
import type { Tf } from '../tf';
import { run } from '../train/lossFunctions';

/** A field that TensorFlow.js reads at every call. */
interface Momentum {
  momentum: number;
}

/**
 * Sets the moving mean and variance of each BatchNormalization to the mean over all batches of the
 * data of what they have there (as REPAIR does between two nets, arXiv 2211.08403). All else runs in
 * inference mode: nothing is dropped.
 * @returns false where the model has none, and nothing was done.
 */
export async function measureStatistics(
  tf: Tf,
  { layersModel, normalising, batchStatistics }: BuiltModel,
  data: OpenDataset,
  batchSize: number,
  turn: () => Promise<void>,
): Promise<boolean> {
  if (normalising.length === 0) return false;
  const layers = normalising as unknown as readonly (tfjs.layers.Layer & Momentum)[];
  const momenta = layers.map(({ momentum }) => momentum);
  batchStatistics.on = true;
  try {
    for (let start = 0; start < data.rows; start += batchSize) {
      const end = Math.min(start + batchSize, data.rows);
      // Weighted by rows, as the last batch may be short: the first replaces what was there.
      for (const layer of layers) layer.momentum = start / end;
      tf.tidy(() => void run(layersModel, data.batch(tf, data.order, start, end).inputs, false));
      await turn();
    }
  } finally {
    batchStatistics.on = false;
    layers.forEach((layer, i) => (layer.momentum = momenta[i] ?? layer.momentum));
  }
  return true;
}
