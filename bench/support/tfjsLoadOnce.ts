import * as tf from '@tensorflow/tfjs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LoadRun } from './openBig';
import { watchResidentMemory } from './residentGrowth';

/** Prints how long `tf.loadLayersModel` takes for the model.json named on the command line. */
async function main(): Promise<void> {
  const path = process.argv[2] ?? '';
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const growth = watchResidentMemory();
  const start = performance.now();
  await tf.loadLayersModel({ load: () => artifacts(path) });
  const milliseconds = performance.now() - start;
  const run: LoadRun = { milliseconds, residentGrowthMB: growth() };
  console.log(JSON.stringify(run));
}

/** Hands the shards over as they were read: joining them would cost TensorFlow.js time that is not its own. */
async function artifacts(path: string): Promise<tf.io.ModelArtifacts> {
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

void main();
