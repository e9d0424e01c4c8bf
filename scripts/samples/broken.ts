import * as tf from '@tensorflow/tfjs';
import { SPECIES, irisData, irisMetadata } from './iris';
import { modelFiles } from './modelFiles';
import type { Sample } from './sample';
import { accuracy, train } from './train';

const UNITS = 24;
const SEED = 13;
/** Small enough for several shards, and no multiple of 4, so that shards end inside a number. */
const SHARD_BYTES = 2050;
/** Cut off the end: the last bias whole, and the last kernel's end in the middle of a number. */
const MISSING_BYTES = 50;
/** Far below anything that its inputs can weigh up to: a ReLU unit that never fires again. */
const NEVER_FIRES = -1e4;

/** A model that has learnt, and is then damaged in the ways that Weightscope must show. */
export async function makeBroken(epochs = 30): Promise<Sample> {
  const { text, scaling, split } = irisData();
  const model = deepModel();
  await train(model, split.training, { epochs, batchSize: 16, seed: SEED });
  const healthy = accuracy(model, split.heldOut).toFixed(4);
  damage(model);
  model.setUserDefinedMetadata({
    ...irisMetadata(scaling),
    broken: 'on purpose; see the README of the samples',
  });

  const files = await modelFiles(model, { shardBytes: SHARD_BYTES });
  truncateLastShard(files);
  files.set('iris.csv', text);
  return { folder: 'broken', files, result: `accuracy ${healthy} held out before it was damaged` };
}

function damage(model: tf.Sequential): void {
  alter(model, 'layer_2', 0, (values) => {
    values[10 * UNITS + 5] = NaN;
    values[10 * UNITS + 6] = NaN;
    values[20 * UNITS] = NaN;
  });
  alter(model, 'layer_3', 0, (values) => {
    values[3 * UNITS + 2] = Infinity;
    values[7 * UNITS + 11] = -Infinity;
  });
  alter(model, 'layer_3', 1, (values) => (values[4] = Infinity));
  alter(model, 'layer_4', 0, (values) => values.fill(0));
  alter(model, 'layer_4', 1, (values) => values.fill(0));
  alter(model, 'layer_5', 1, (values) => values.fill(NEVER_FIRES, 0, UNITS / 2));
}

/** Edits weight `which` (0 kernel, 1 bias) of a dense layer, values in row-major order. */
function alter(
  model: tf.Sequential,
  layerName: string,
  which: 0 | 1,
  edit: (values: Float32Array) => unknown,
): void {
  const layer = model.getLayer(layerName);
  const weights = layer.getWeights();
  const weight = weights[which];
  if (weight === undefined) throw new Error(`${layerName} has no weight ${which}.`);
  const values = Float32Array.from(weight.dataSync());
  edit(values);
  layer.setWeights(weights.with(which, tf.tensor(values, weight.shape)));
}

function truncateLastShard(files: Map<string, Uint8Array | string>): void {
  const name = [...files.keys()].at(-1) ?? '';
  const shard = files.get(name);
  if (!(shard instanceof Uint8Array)) throw new Error(`${name} is no shard.`);
  files.set(name, shard.slice(0, shard.length - MISSING_BYTES));
}

function deepModel(): tf.Sequential {
  const dense = (index: number): tf.layers.Layer =>
    tf.layers.dense({
      name: `layer_${index}`,
      units: UNITS,
      activation: 'relu',
      kernelInitializer: tf.initializers.heUniform({ seed: SEED + index }),
      ...(index === 1 ? { inputShape: [4] } : {}),
    });
  const model = tf.sequential({
    name: 'broken',
    layers: [
      ...[1, 2, 3, 4, 5].map(dense),
      tf.layers.dense({
        name: 'output',
        units: SPECIES.length,
        activation: 'softmax',
        kernelInitializer: tf.initializers.glorotUniform({ seed: SEED }),
      }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(0.005),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
