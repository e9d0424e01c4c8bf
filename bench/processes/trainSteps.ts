import { dirname } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { useNative } from '../../src/engine/backends/native';
import { useWasm } from '../../src/engine/backends/bundled';
import { NETS, numbersFor } from '../models/nets';

const ROWS = 32;

/** Prints the ms of the fastest step of Adam, as other work on the machine only adds: NET BACKEND STEPS [FOLDER of tfjs-node]. */
async function main(): Promise<void> {
  const [name = '', backend = '', steps = '1', folder = ''] = process.argv.slice(2);
  const net = NETS[name];
  if (net === undefined) throw new Error(`No net is called ${name}.`);
  const tf = await start(backend, folder);
  const model = net.make(tf);
  model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' });
  const { x, y } = numbersFor(net, ROWS);
  const inputs = tf.tensor(x, [ROWS, ...net.input]);
  const targets = tf.tensor2d(y, [ROWS, net.outputs]);
  const times: number[] = [];
  // The first step compiles and grows memory.
  const warm = backend === 'plainCpu' ? 0 : 2;
  for (let step = 0; step < warm + Number(steps); step++) {
    const started = performance.now();
    await model.trainOnBatch(inputs, targets);
    if (step >= warm) times.push(performance.now() - started);
  }
  console.log(JSON.stringify(Math.min(...times)));
}

async function start(backend: string, folder: string): Promise<typeof tfjs> {
  if (backend === 'native') return (await useNative(folder)).tf;
  if (backend === 'wasm') return useWasm(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')));
  // As TensorFlow.js comes, without kernels of ours.
  const tf = await import('@tensorflow/tfjs');
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return tf;
}

void main();
