import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SHARD_BYTES = 4 * 1024 * 1024;
const UNITS = 2048;

/**
 * Writes, once, a chain of 2048-unit Dense layers as TensorFlow.js saves it, in 4 MB shards: 25
 * layers are 419 MB. The initialisers are zeros, so that a loader loses no time on drawing weights
 * that it then overwrites. Returns the path of model.json.
 */
export async function denseModel(folder: string, layers: number): Promise<string> {
  const target = join(folder, `dense-${layers}`);
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  const temporary = `${target}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const weights = Array.from({ length: layers }, (_, layer) => [
    { name: `dense_${layer}/kernel`, shape: [UNITS, UNITS], dtype: 'float32' },
    { name: `dense_${layer}/bias`, shape: [UNITS], dtype: 'float32' },
  ]).flat();
  const bytes = layers * (UNITS * UNITS + UNITS) * 4;
  const paths = await writeShards(temporary, bytes);
  const model = {
    format: 'layers-model',
    generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
    convertedBy: null,
    modelTopology: topology(layers),
    weightsManifest: [{ paths, weights }],
  };
  await writeFile(join(temporary, 'model.json'), JSON.stringify(model));
  await rename(temporary, target);
  return path;
}

/** Writes `bytes` of float32 in shards as TensorFlow.js names them, the same at every call. */
export async function writeShards(folder: string, bytes: number): Promise<string[]> {
  const count = Math.ceil(bytes / SHARD_BYTES);
  const values = pseudoNormals(SHARD_BYTES / 4);
  const paths: string[] = [];
  for (let shard = 0; shard < count; shard++) {
    const name = `group1-shard${shard + 1}of${count}.bin`;
    // Each shard differs, so that no cache can take one for another.
    values[shard] = shard;
    const length = Math.min(SHARD_BYTES, bytes - shard * SHARD_BYTES);
    const file = await open(join(folder, name), 'w');
    await file.write(new Uint8Array(values.buffer, 0, length));
    await file.close();
    paths.push(name);
  }
  return paths;
}

/** Sums of uniform numbers from a fixed linear congruential generator, std about 0.02. */
function pseudoNormals(length: number): Float32Array {
  const values = new Float32Array(length);
  let state = 12345;
  for (let i = 0; i < length; i++) {
    let sum = -2;
    for (let k = 0; k < 4; k++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      sum += state / 2 ** 32;
    }
    values[i] = sum * 0.035;
  }
  return values;
}

function topology(layers: number): object {
  return {
    class_name: 'Sequential',
    config: {
      name: 'sequential',
      layers: Array.from({ length: layers }, (_, layer) => ({
        class_name: 'Dense',
        config: {
          name: `dense_${layer}`,
          units: UNITS,
          activation: 'relu',
          use_bias: true,
          kernel_initializer: { class_name: 'Zeros', config: {} },
          bias_initializer: { class_name: 'Zeros', config: {} },
          trainable: true,
          ...(layer === 0 ? { batch_input_shape: [null, UNITS] } : {}),
        },
      })),
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}
