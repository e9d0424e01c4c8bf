import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/protocol/channel';
import type { TrainProgress, TrainSettings, TrainSteps } from '../../../src/protocol/training';
import { examples, saved, small } from './models';
import { largestDifference, type Opened, request, session, weightsOf } from './support';

const CROSSENTROPY: Partial<TrainSettings> = { losses: ['categoricalCrossentropy'] };
const data = examples(100, [4], 2);

describe('a training run', () => {
  let model: Opened;
  before(async () => {
    model = await saved(small);
  });

  it('gives the same bits for the same seed, dropout included, and others for another', async () => {
    const dropping = await saved(() => small([tf.layers.dropout({ rate: 0.5, seed: 3 })]));
    const run = async (seed: number): Promise<Map<string, Float32Array>> => {
      const opened = await session(dropping);
      await opened.api.train(request(data, { ...CROSSENTROPY, seed, epochs: 3 }));
      return weightsOf(opened);
    };
    const first = await run(7);
    assert.equal(largestDifference(first, await run(7)), 0);
    assert.ok(largestDifference(first, await run(8)) > 1e-4);
  });

  it('measures training and validation the same way, penalties apart', async () => {
    const make = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            name: 'out',
            units: 2,
            activation: 'softmax',
            inputShape: [4],
            kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }),
          }),
        ],
      });
    const { api } = await session(await saved(make));
    const settings = { ...CROSSENTROPY, metrics: ['accuracy'] as const, measuredRows: 100 };
    const { history } = await api.train(request(data, settings, data));
    const [{ training, validation } = { training: null, validation: null }] = history;
    assert.ok(training !== null && validation !== null);
    assert.ok(Math.abs(training.loss - validation.loss) < 1e-6);
    assert.deepEqual(training.metrics, validation.metrics);
    assert.ok(training.penalty > 0.01);
    const again = await api.measure({
      data,
      batchSize: 32,
      losses: ['categoricalCrossentropy'],
      metrics: ['accuracy'],
    });
    assert.deepEqual(again, validation);
  });

  it('tells gradient norms and updates of each weight: with SGD, update = learning rate × gradient', async () => {
    const { api, loaded } = await session(model);
    const seen: TrainProgress[] = [];
    await api.train(request(data, CROSSENTROPY), { onProgress: (p) => seen.push(p) });
    const [started] = seen;
    assert.ok(started?.kind === 'started');
    assert.deepEqual(
      started.trained,
      loaded.weights.map(({ weight }) => weight),
    );
    const last = seen.filter((p): p is TrainSteps => p.kind === 'steps').at(-1);
    assert.equal(last?.step, 4);
    last.norms.update.forEach((update, i) => {
      const expected = 0.1 * (last.norms.gradient[i] ?? NaN);
      assert.ok(Math.abs(update - expected) < 1e-6, `${update}, not ${expected}`);
      assert.ok((last.norms.weight[i] ?? NaN) > 0);
    });
  });

  it('stopped keeps the last full epoch', async () => {
    const opened = await session(model);
    const twoEpochs = await session(model);
    await twoEpochs.api.train(request(data, { ...CROSSENTROPY, epochs: 2, batchSize: 5 }));
    const result = await opened.api.train(
      request(data, { ...CROSSENTROPY, epochs: 1_000, batchSize: 5 }),
      {
        onProgress: (progress) => {
          if (progress.kind === 'epoch' && progress.epoch === 2)
            void opened.api.control({ action: 'stop' });
        },
      },
    );
    assert.equal(result.ended, 'stopped');
    assert.ok(result.keptEpoch === 2 || result.keptEpoch === 3, String(result.keptEpoch));
    if (result.keptEpoch === 2)
      assert.equal(largestDifference(await weightsOf(opened), await weightsOf(twoEpochs)), 0);
  });

  it('cancelled keeps nothing', async () => {
    const opened = await session(model);
    const before = await weightsOf(opened);
    const controller = new AbortController();
    await assert.rejects(
      opened.api.train(request(data, { ...CROSSENTROPY, epochs: 1_000 }), {
        signal: controller.signal,
        onProgress: ({ kind }) => kind === 'epoch' && controller.abort(),
      }),
      CancelledError,
    );
    assert.equal(largestDifference(await weightsOf(opened), before), 0);
  });

  it('paused stands still until it goes on, and ends as if it had not been paused', async () => {
    const opened = await session(model);
    const straight = await session(model);
    await straight.api.train(request(data, { ...CROSSENTROPY, epochs: 4 }));
    let paused = 0;
    const result = await opened.api.train(request(data, { ...CROSSENTROPY, epochs: 4 }), {
      onProgress: (progress) => {
        if (progress.kind === 'epoch' && progress.epoch === 2)
          void opened.api.control({ action: 'pause' });
        if (progress.kind === 'steps' && progress.paused) {
          paused++;
          void weightsOf(opened).then(async (then) => {
            await new Promise((resolve) => setTimeout(resolve, 50));
            assert.equal(largestDifference(await weightsOf(opened), then), 0);
            await opened.api.control({ action: 'resume' });
          });
        }
      },
    });
    assert.equal(paused, 1);
    assert.equal(result.epochs, 4);
    assert.equal(largestDifference(await weightsOf(opened), await weightsOf(straight)), 0);
  });

  it('stops at the first number that is not finite, names it, and keeps finite weights', async () => {
    const opened = await session(
      await saved(() =>
        tf.sequential({
          layers: [
            tf.layers.dense({ name: 'hidden', units: 8, inputShape: [4] }),
            tf.layers.dense({ name: 'out', units: 2 }),
          ],
        }),
      ),
    );
    const before = await weightsOf(opened);
    const result = await opened.api.train(
      request(data, { optimizer: { name: 'sgd', learningRate: 1e10 }, epochs: 10 }),
    );
    assert.equal(result.ended, 'notFinite');
    const { failure } = result;
    assert.ok(failure !== null);
    assert.match(
      failure.message,
      /^Training stopped at step \d+ \(epoch \d+\): .*"(hidden|out)(\/\w+)?".* no longer a finite number\. .* Try a learning rate below 10000000000/,
    );
    assert.ok(['hidden', 'out'].includes(failure.layer));
    if (result.keptEpoch === 0) assert.equal(largestDifference(await weightsOf(opened), before), 0);
    for (const values of (await weightsOf(opened)).values())
      assert.ok(values.every(Number.isFinite));
  });

  it('ends early when the watched loss stops falling, and keeps the best epoch', async () => {
    const opened = await session(model);
    const noise = examples(40, [4], 2, { seed: 99 });
    const result = await opened.api.train(
      request(
        data,
        {
          ...CROSSENTROPY,
          epochs: 400,
          batchSize: 4,
          optimizer: { name: 'adam', learningRate: 0.05 },
          earlyStopping: { patience: 3, minDelta: 0 },
          restoreBest: true,
        },
        noise,
      ),
    );
    assert.equal(result.ended, 'early');
    const losses = result.history.map(({ validation }) => validation?.loss ?? NaN);
    assert.equal(result.keptEpoch, losses.indexOf(Math.min(...losses)) + 1);
    assert.equal(result.epochs, result.keptEpoch + 3);
    const measured = await opened.api.measure({
      data: noise,
      batchSize: 4,
      losses: ['categoricalCrossentropy'],
      metrics: [],
    });
    assert.equal(measured.loss, Math.min(...losses));
  });

  it('leaves frozen layers as they are, a frozen BatchNormalization with its averages', async () => {
    const opened = await session(
      await saved(() => small([tf.layers.batchNormalization({ name: 'norm' })])),
    );
    const before = await weightsOf(opened);
    // Nodes: hidden, norm, out.
    await opened.api.train(request(data, { ...CROSSENTROPY, frozen: [0, 1] }));
    const after = await weightsOf(opened);
    for (const [name, values] of before) {
      const same = largestDifference(new Map([[name, values]]), after) === 0;
      assert.equal(same, !name.startsWith('out/'), name);
    }
    await opened.api.train(request(data, { ...CROSSENTROPY, frozen: [0] }));
    const moved = await weightsOf(opened);
    assert.notDeepEqual(moved.get('norm/moving_mean'), before.get('norm/moving_mean'));
  });

  it('refuses to weigh classes where a row has several', async () => {
    const sequence = await saved(() =>
      tf.sequential({
        layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [3, 4] })],
      }),
    );
    const { api } = await session(sequence);
    const column = (size: number) => ({
      shape: [3, size],
      values: Float32Array.from({ length: 8 * 3 * size }, (_, i) => Number(i % size === 0)),
    });
    const rows = { rows: 8, inputs: [column(4)], targets: [column(2)] };
    const asked = request(rows, { ...CROSSENTROPY, classWeights: [1, 2] });
    await assert.rejects(api.train(asked), /models that name one class a row/);
  });

  it('weighs classes: twice the weight is twice the learning rate', async () => {
    const weighted = await session(model);
    const faster = await session(model);
    await weighted.api.train(request(data, { ...CROSSENTROPY, classWeights: [2, 2] }));
    await faster.api.train(
      request(data, { ...CROSSENTROPY, optimizer: { name: 'sgd', learningRate: 0.2 } }),
    );
    assert.ok(largestDifference(await weightsOf(weighted), await weightsOf(faster)) < 1e-6);
  });
});
