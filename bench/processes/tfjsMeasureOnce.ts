import * as tf from '@tensorflow/tfjs';
import { tfjsArtifacts } from '../models/tfjsArtifacts';
import { watchResidentMemory } from '../support/residentGrowth';
import type { ScanRun } from './scanOnce';

/** Loads the model of the command line with TensorFlow.js and takes six statistics of every weight by its ops. */
async function main(): Promise<void> {
  const path = process.argv[2] ?? '';
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const growth = watchResidentMemory();
  const start = performance.now();
  const model = await tf.loadLayersModel({ load: () => tfjsArtifacts(path) });
  for (const weight of model.weights) tf.tidy(() => statistics(weight.read()));
  const run: ScanRun = { milliseconds: performance.now() - start, residentGrowthMB: growth() };
  console.log(JSON.stringify(run));
}

function statistics(values: tf.Tensor): number[] {
  const { mean, variance } = tf.moments(values);
  const six = [
    tf.min(values),
    tf.max(values),
    mean,
    tf.sqrt(variance),
    tf.sum(tf.cast(tf.equal(values, 0), 'float32')),
    tf.sum(tf.cast(tf.isFinite(values), 'float32')),
  ];
  return six.map((one) => one.dataSync()[0] ?? NaN);
}

void main();
