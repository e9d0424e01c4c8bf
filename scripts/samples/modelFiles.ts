import * as tf from '@tensorflow/tfjs';

export interface WriteOptions {
  /** Also save Adam's moments, as `model.save(url, { includeOptimizer: true })` does. */
  readonly optimizerWeights?: boolean;
  /** Bytes of each shard but the last. Default: everything in one shard. */
  readonly shardBytes?: number;
}

/**
 * The files of a model in memory: `model.json`, indented for readers, and `group1-shard1of1.bin`
 * or more. The training configuration is always kept.
 */
export async function modelFiles(
  model: tf.LayersModel,
  { optimizerWeights = false, shardBytes }: WriteOptions = {},
): Promise<Map<string, Uint8Array | string>> {
  const artifacts = await savedArtifacts(model);
  const { weightSpecs = [], weightData, ...description } = artifacts;
  const specs = weightSpecs.filter((spec) => optimizerWeights || spec.group !== 'optimizer');
  // tfjs writes the model's own weights first, so those of the optimizer can be cut off the end.
  const bytes = tf.io.CompositeArrayBuffer.join(weightData).slice(0, byteLength(specs));

  const shards = split(new Uint8Array(bytes), shardBytes ?? bytes.byteLength);
  const paths = shards.map((_, index) => `group1-shard${index + 1}of${shards.length}.bin`);
  const json = { ...description, weightsManifest: [{ paths, weights: specs }] };

  const files = new Map<string, Uint8Array | string>();
  files.set('model.json', `${JSON.stringify(json, undefined, 2)}\n`);
  shards.forEach((shard, index) => files.set(paths[index] ?? '', shard));
  return files;
}

async function savedArtifacts(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let saved: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler((artifacts) => {
    saved = artifacts;
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
    });
  });
  await model.save(handler, { includeOptimizer: true });
  if (saved === undefined) throw new Error(`TensorFlow.js did not save ${model.name}.`);
  return saved;
}

/** Every weight of the samples is float32, or Adam's int32 step count: 4 bytes an element. */
function byteLength(specs: readonly tf.io.WeightsManifestEntry[]): number {
  return specs.reduce((sum, spec) => sum + 4 * tf.util.sizeFromShape(spec.shape), 0);
}

function split(bytes: Uint8Array, size: number): Uint8Array[] {
  const shards: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    shards.push(bytes.slice(start, start + size));
  }
  return shards;
}
