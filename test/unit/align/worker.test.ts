import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { type CompareWorker, startCompareWorker } from '../../../src/compute/client';
import { alignedTensors } from '../../../src/core/align/alignment';
import { assign } from '../../../src/core/align/assign';
import { checkInputs, functionCheck } from '../../../src/core/align/functionCheck';
import { matchUnits } from '../../../src/core/align/matchUnits';
import { seededRandom } from '../../../src/core/seededRandom';
import { startEngine } from '../../../src/engine/client';
import { CancelledError } from '../../../src/protocol/channel';
import { buildEngine } from '../../support/buildEngine';
import { buildWorker } from '../../support/buildWorker';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { float32, type TempModel, tempModel } from '../../support/tempModel';
import {
  asNet,
  drawnNet,
  FOLLOWED,
  type Net,
  pairReader,
  randomPermutations,
  reordered,
  writtenNet,
} from './nets';

describe('Aligning the units of two models', () => {
  let script = '';
  const started: CompareWorker[] = [];
  const models: TempModel[] = [];

  const written = async (own: Net, values: readonly Float32Array[]): Promise<TempModel> => {
    const made = await writtenNet(own, values);
    models.push(made);
    return made;
  };
  const compare = async (a: string, b: string): Promise<CompareWorker['comparison']> => {
    const side = (path: string) => ({ path, fileName: 'model.json', scanThreads: 1 });
    const worker = startCompareWorker(script, { a: side(a), b: side(b) });
    started.push(worker);
    await worker.comparison.openBoth({ hand: [] });
    return worker.comparison;
  };
  const net = (name: string, seed: number): Promise<Net> =>
    drawnNet(FOLLOWED[name] ?? assert.fail(name), seed);

  before(() => {
    script = buildWorker();
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    for (const made of models.splice(0)) await made.remove();
  });

  for (const name of ['MLP', 'conv, BatchNormalization, flatten, dense', 'residual blocks']) {
    it(`takes a reordered copy back to every bit, and computes the same throughout: ${name}`, async () => {
      const own = await net(name, 1);
      const permutations = randomPermutations(own.plan, 2);
      const a = await written(own, own.values);
      const b = await written(own, reordered(own, permutations));
      const comparison = await compare(a.path, b.path);
      const alignment = await comparison.align({ seed: 0 });
      assert.ok(Math.abs(alignment.whole.before.cosine ?? 1) < 0.5);
      const { changed, relative, cosine, maxDifference } = alignment.whole.after;
      assert.deepEqual([changed, relative, cosine, maxDifference], [0, 0, 1, 0]);
      assert.ok(alignedTensors(alignment).every(({ after }) => after.changed === 0));
      assert.ok((alignment.whole.nullAfter.cosine ?? 1) < 0.9);
      assert.deepEqual(
        alignment.kept.map(({ kind }) => kind),
        ['output'],
      );

      const process = startEngine(buildEngine(), {
        read: ({ weight, start, end }) =>
          isAligned
            ? comparison.alignedValues({ weight, start, end })
            : comparison.sideValues({ side: 'b', weight, start, end }),
      });
      let isAligned = false;
      try {
        const { engine } = process;
        await engine.start({ backend: 'cpu', nativeFolder: null });
        const { text } = await comparison.sideText({ side: 'b' });
        const { inputs } = await engine.load({ text, fileName: 'model.json' });
        const { rows, inputs: columns } = checkInputs(inputs, 0);
        const data = { rows, inputs: columns, targets: [] };
        const predict = async () =>
          (await engine.predict({ data, batchSize: rows })).outputs.map(({ values }) => values);
        const outputs = await predict();
        isAligned = true;
        await engine.load({ text, fileName: 'model.json' });
        const check = functionCheck(rows, outputs, await predict());
        assert.ok(check.same, JSON.stringify(check));
        assert.ok(check.scale > 0);
      } finally {
        process.dispose();
      }
    });
  }

  it('saves the aligned model as one that TensorFlow.js loads', async () => {
    const own = await net('MLP', 3);
    const a = await written(own, own.values);
    const b = await written(own, reordered(own, randomPermutations(own.plan, 4)));
    const comparison = await compare(a.path, b.path);
    await assert.rejects(
      comparison.saveAligned({ target: join(b.folder, 'early'), shownPath: 'early' }),
      /not aligned yet/,
    );
    await comparison.align({ seed: 0 });
    const target = join(b.folder, 'aligned');
    await comparison.saveAligned({ target, shownPath: 'aligned' });
    const loaded = await loadWithTfjs(join(target, 'model.json'));
    const found = weightValues(loaded);
    for (const { name, index } of own.model.weights)
      assert.deepEqual(found.get(name), own.values[index], name);
    loaded.dispose();
    const [before, after] = await Promise.all(
      [b.path, join(target, 'model.json')].map(
        async (path) => JSON.parse(await readFile(path, 'utf8')) as object,
      ),
    );
    assert.deepEqual({ ...after, weightsManifest: 0 }, { ...before, weightsManifest: 0 });
  });

  it('shows for two nets without likeness no more than the null does', async () => {
    const [one, two] = [await net('MLP', 5), await net('MLP', 6)];
    const [a, b] = [await written(one, one.values), await written(two, two.values)];
    const alignment = await (await compare(a.path, b.path)).align({ seed: 1 });
    const { whole, assumed } = alignment;
    assert.ok((whole.after.cosine ?? 0) > (whole.before.cosine ?? 1));
    assert.ok(Math.abs((whole.after.cosine ?? 0) - (whole.nullAfter.cosine ?? 1)) < 0.3);
    // Biases begin as zeros, which are alike without end.
    const bias = alignedTensors(alignment).find(({ name }) => name === 'one/bias');
    assert.deepEqual([bias?.nullAfter.relative, bias?.nullAfter.cosine], [0, null]);
    assert.deepEqual(assumed, []);
  });

  it('matches by the kernels as the plain loops do, unit for unit, also where tiles and fours end', async () => {
    const make = () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ name: 'one', units: 134, inputShape: [300] }),
          tf.layers.dense({ name: 'two', units: 131 }),
          tf.layers.dense({ name: 'out', units: 3 }),
        ],
      });
    const [one, two] = [await drawnNet(make, 8), await drawnNet(make, 9)];
    const [a, b] = [await written(one, one.values), await written(two, two.values)];
    const found = await (await compare(a.path, b.path)).align({ seed: 2 });
    const { permutations, sweeps } = await matchUnits(one.plan, {
      read: pairReader(one.values, two.values),
      assign: (profit, units) => Promise.resolve(assign(profit, units)),
      random: seededRandom(2),
      turn: () => Promise.resolve(),
      step: () => undefined,
    });
    assert.deepEqual([found.permutations, found.sweeps], [permutations, sweeps]);
  });

  it('names what keeps its order, and what cannot be read', async () => {
    const recurrent = await asNet(
      tf.sequential({
        layers: [
          tf.layers.dense({ name: 'features', units: 4, inputShape: [5, 3] }),
          tf.layers.simpleRNN({ name: 'memory', units: 4 }),
          tf.layers.dense({ name: 'out', units: 1 }),
        ],
      }),
    );
    const made = await written(recurrent, recurrent.values);
    const { kept, groups } = await (await compare(made.path, made.path)).align({ seed: 0 });
    assert.deepEqual(groups, []);
    assert.match(kept[0]?.reason ?? '', /"memory" \(SimpleRNN\) is recurrent/);

    const own = await net('MLP', 7);
    const whole = await written(own, own.values);
    const cut = await written(own, own.values.with(0, new Float32Array(3)));
    const found = await (await compare(whole.path, cut.path)).align({ seed: 0 });
    assert.match(
      found.kept.map(({ reason }) => reason).join(),
      /two\/kernel lacks 168 of its 432 bytes/,
    );
  });

  it('refuses a file without layers in a sentence', async () => {
    const made = await tempModel([float32('d/kernel', [2, 2], [1, 2, 3, 4])]);
    models.push(made);
    const comparison = await compare(made.path, made.path);
    await assert.rejects(comparison.align({ seed: 0 }), {
      name: 'ModelMismatchError',
      message: /does not say how its weights are connected/,
    });
  });

  it('stops when it is told to, also while units are being assigned', async () => {
    const large = await asNet(
      tf.sequential({
        layers: [
          tf.layers.dense({
            name: 'one',
            units: 1024,
            inputShape: [16],
            kernelInitializer: 'glorotNormal',
          }),
          tf.layers.dense({ name: 'out', units: 2, kernelInitializer: 'glorotNormal' }),
        ],
      }),
    );
    const made = await written(large, large.values);
    const other = await written(
      large,
      large.values.map((values) => values.toReversed()),
    );
    const comparison = await compare(made.path, other.path);
    const controller = new AbortController();
    const aligning = comparison.align({ seed: 0 }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await assert.rejects(aligning, CancelledError);
    await comparison.pairLines({ start: 0, end: 1 });
  });
});
