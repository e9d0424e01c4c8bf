import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/**
 * Loads a saved LayersModel with TensorFlow.js itself, so that tests can compare our values with
 * its own. Dispose it after use: `model.dispose()`.
 *
 * @param modelJsonPath path of the `model.json`; its shards are read beside it.
 */
export async function loadWithTfjs(modelJsonPath: string): Promise<tf.LayersModel> {
  await useCpu();
  return tf.loadLayersModel(diskHandler(modelJsonPath));
}

/** The same for a GraphModel. */
export async function loadGraphWithTfjs(modelJsonPath: string): Promise<tf.GraphModel> {
  await useCpu();
  return tf.loadGraphModel(diskHandler(modelJsonPath));
}

/**
 * Every weight of a loaded LayersModel in row-major order, by the name that its manifest uses:
 * `originalName`, as tfjs appends `_1` to the name of a variable it has seen before.
 */
export function weightValues(
  model: tf.LayersModel,
): ReadonlyMap<string, Float32Array | Int32Array | Uint8Array> {
  // Copies: on the cpu backend `dataSync` hands out the tensor's own memory.
  return new Map(
    model.weights.map((weight) => [weight.originalName, weight.read().dataSync().slice()]),
  );
}

/** Reads the shards of all groups in the order in which model.json lists them. */
export function diskHandler(modelJsonPath: string): tf.io.IOHandler {
  return {
    load: async () => {
      const json = JSON.parse(await readFile(modelJsonPath, 'utf8')) as tf.io.ModelJSON;
      const { weightsManifest, ...artifacts } = json;
      const paths = weightsManifest.flatMap((group) => group.paths);
      const shards = await Promise.all(
        paths.map((path) => readFile(join(dirname(modelJsonPath), path))),
      );
      return {
        ...artifacts,
        weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(Buffer.concat(shards)).buffer,
      };
    },
  };
}

async function useCpu(): Promise<void> {
  // Quiets the advice to install tfjs-node on the first use of the backend.
  tf.enableProdMode();
  await tf.setBackend('cpu');
}
