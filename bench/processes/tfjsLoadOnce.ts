import * as tf from '@tensorflow/tfjs';
import type { LoadRun } from '../support/openBig';
import { watchResidentMemory } from '../support/residentGrowth';
import { tfjsArtifacts } from '../models/tfjsArtifacts';

/** Prints how long `tf.loadLayersModel` takes for the model.json named on the command line. */
async function main(): Promise<void> {
  const path = process.argv[2] ?? '';
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const growth = watchResidentMemory();
  const start = performance.now();
  await tf.loadLayersModel({ load: () => tfjsArtifacts(path) });
  const milliseconds = performance.now() - start;
  const run: LoadRun = { milliseconds, residentGrowthMB: growth() };
  console.log(JSON.stringify(run));
}

void main();
