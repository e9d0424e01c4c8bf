import { dirname } from 'node:path';
import { useWasm } from '../../src/engine/backends/bundled';
import type { Chosen } from '../../src/engine/backends/choose';
import { createSession } from '../../src/engine/session';
import type { TrainRequest } from '../../src/protocol/training';
import { savedModel } from '../../test/support/tfjsModels';
import { SETTINGS } from '../../test/support/trainRequest';
import { opened } from '../../test/unit/engine/support';
import { median } from '../support/bench';
import { NETS, numbersFor } from '../models/nets';

const BATCH = 32;

/**
 * Prints how many times the time of `model.fit` our loop takes on wasm, with its norms, messages and
 * live values: NET BATCHES ROUNDS. Both train an epoch in turn, on the same rows.
 */
async function main(): Promise<void> {
  const [name = '', batches = '10', rounds = '5'] = process.argv.slice(2);
  const net = NETS[name];
  if (net === undefined) throw new Error(`No net is called ${name}.`);
  const tf = await useWasm(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')));
  const rows = BATCH * Number(batches);
  const { x, y } = numbersFor(net, rows);

  const model = net.make(tf);
  model.compile({
    optimizer: tf.train.adam(),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  const { text, read } = opened(await savedModel(model));
  const inputs = tf.tensor(x, [rows, ...net.input]);
  const targets = tf.tensor2d(y, [rows, net.outputs]);
  const fit = async (): Promise<void> => {
    await model.fit(inputs, targets, { batchSize: BATCH, epochs: 1 });
  };

  const chosen: Chosen = { tf, report: { backend: 'wasm', versions: '', reason: '' } };
  const session = createSession(() => Promise.resolve(chosen), { read });
  const silent = (): { signal: AbortSignal; progress: () => void } => ({
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  await session.start({ backend: 'wasm', nativeFolder: null }, silent());
  const loaded = await session.load({ text, fileName: 'model.json' }, silent());
  const [watched] = loaded.weights;
  const end = watched?.shape.reduce((product, size) => product * size, 1) ?? 0;
  const request: TrainRequest = {
    data: {
      rows,
      inputs: [{ shape: net.input, values: x }],
      targets: [{ shape: [net.outputs], values: y }],
    },
    validation: null,
    settings: {
      ...SETTINGS,
      losses: ['categoricalCrossentropy'],
      metrics: ['accuracy'],
      optimizer: { name: 'adam', learningRate: 0.001 },
      batchSize: BATCH,
    },
    memoryLimit: 4e9,
  };
  const ours = async (): Promise<void> => {
    await session.train(request, {
      ...silent(),
      // The page asks for the weights that it shows with every message.
      progress: () =>
        void session.values({ weight: watched?.weight ?? 0, start: 0, end }, silent()),
    });
  };
  const time = async (work: () => Promise<void>): Promise<number> => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  await fit();
  await ours();
  const ratios: number[] = [];
  for (let round = 0; round < Number(rounds); round++) {
    const theirs = await time(fit);
    ratios.push((await time(ours)) / theirs);
  }
  console.log(JSON.stringify(median(ratios)));
}

void main();
