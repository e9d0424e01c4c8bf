import type * as tf from '@tensorflow/tfjs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Hands the shards over as they were read: joining them would cost TensorFlow.js time that is not its own. */
export async function tfjsArtifacts(path: string): Promise<tf.io.ModelArtifacts> {
  const json = JSON.parse(await readFile(path, 'utf8')) as tf.io.ModelJSON;
  const { weightsManifest, ...rest } = json;
  const shards = await Promise.all(
    weightsManifest
      .flatMap((group) => group.paths)
      .map(async (shard) => {
        const { buffer, byteOffset, byteLength } = await readFile(join(dirname(path), shard));
        return byteLength === buffer.byteLength
          ? buffer
          : buffer.slice(byteOffset, byteOffset + byteLength);
      }),
  );
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return { ...rest, weightSpecs, weightData: shards };
}
