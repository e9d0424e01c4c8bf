import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { barrierOf } from '../../../src/core/compare/barrier';
import type { CallOptions } from '../../../src/protocol/channel';
import { CancelledError } from '../../../src/protocol/channel';
import type { PathPoint } from '../../../src/protocol/path';
import { NETS } from './nets';
import { examples, glorot, saved } from './models';
import { largestDifference, type Opened, session, weightsOf } from './support';

const data = examples(60, [4], 2);
const measured = {
  data,
  batchSize: 16,
  losses: ['categoricalCrossentropy'],
  metrics: ['accuracy'],
} as const;

/** Two hidden units whose order can be exchanged, with a BatchNormalization if wanted. */
function net(seed: number, normalised: boolean): tf.LayersModel {
  const hidden = tf.layers.dense({
    name: 'hidden',
    units: 8,
    activation: 'relu',
    inputShape: [4],
    kernelInitializer: glorot(seed),
  });
  const out = tf.layers.dense({
    name: 'out',
    units: 2,
    activation: 'softmax',
    kernelInitializer: glorot(seed + 1),
  });
  const layers = normalised
    ? [hidden, tf.layers.batchNormalization({ name: 'norm' }), out]
    : [hidden, out];
  return tf.sequential({ layers });
}

/** The first model, with the other at the far end of the path. */
function towards(from: Opened, to: Opened): Opened {
  return {
    text: from.text,
    read: (params, options) => (params.of === 'other' ? to : from).read(params, options),
  };
}

async function path(
  from: Opened,
  to: Opened,
  points: number,
  options: CallOptions<PathPoint> = {},
): Promise<readonly PathPoint[]> {
  const { api } = await session(towards(from, to));
  return api.path({ ...measured, points }, options);
}

const lossesOf = (points: readonly PathPoint[]): { at: number; loss: number }[] =>
  points.map(({ at, blended }) => ({ at, loss: blended.loss }));

describe('the path between two models', () => {
  let [a, b]: Opened[] = [];
  const both = (): [Opened, Opened] => {
    assert.ok(a !== undefined && b !== undefined);
    return [a, b];
  };
  before(async () => {
    a = await saved(() => net(1, false));
    b = await saved(() => net(5, false));
  });

  it('begins and ends with exactly what each model measures by itself', async () => {
    const walked = await path(...both(), 5);
    assert.deepEqual(
      walked.map(({ at }) => at),
      [0, 0.25, 0.5, 0.75, 1],
    );
    for (const [end, model] of [
      [walked[0], a],
      [walked.at(-1), b],
    ] as const) {
      assert.ok(model !== undefined);
      const { api } = await session(model);
      assert.deepEqual(end?.blended, await api.measure(measured));
      assert.equal(end.recomputed, null, 'there is no BatchNormalization');
    }
  });

  it('is flat between a model and itself, and has no barrier', async () => {
    const [same] = both();
    const walked = await path(same, same, 4);
    assert.equal(new Set(walked.map(({ blended }) => blended.loss)).size, 1);
    assert.equal(barrierOf(lossesOf(walked))?.height, 0);
  });

  it('runs backwards where the models change places', async () => {
    const [from, to] = both();
    const there = await path(from, to, 5);
    const back = await path(to, from, 5);
    there.forEach(({ blended }, i) => {
      const loss = back[4 - i]?.blended.loss ?? NaN;
      assert.ok(Math.abs(loss - blended.loss) < 1e-6);
    });
  });

  it('leaves the weights as they were, also when it is given up half way', async () => {
    const [from, to] = both();
    const opened = await session(towards(from, to));
    const before = await weightsOf(opened);
    await opened.api.path({ ...measured, points: 3 });
    assert.equal(largestDifference(before, await weightsOf(opened)), 0);
    const abort = new AbortController();
    await assert.rejects(
      opened.api.path(
        { ...measured, points: 50 },
        { signal: abort.signal, onProgress: () => abort.abort() },
      ),
      CancelledError,
    );
    assert.equal(largestDifference(before, await weightsOf(opened)), 0);
  });

  it('measures the averages of BatchNormalization anew: as Keras has them after one pass of momentum 0', async () => {
    const normalised = await saved(() => net(1, true));
    const opened = await session(towards(normalised, await saved(() => net(5, true))));
    const whole = { ...measured, batchSize: 60 };
    const [first] = await opened.api.path({ ...whole, points: 2 });
    assert.ok(first?.recomputed);
    assert.notEqual(first.recomputed.loss, first.blended.loss);
    const model = net(1, true);
    const [hidden] = model.layers;
    const inputs = data.inputs[0]?.values;
    assert.ok(hidden !== undefined && inputs instanceof Float32Array);
    const expected = tf.tidy(() => {
      const out = hidden.apply(tf.tensor(inputs, [60, 4])) as tf.Tensor;
      const { mean, variance } = tf.moments(out, 0);
      const norm = model.getLayer('norm');
      norm.setWeights([...norm.getWeights().slice(0, 2), mean, variance]);
      const probabilities = model.predict(tf.tensor(inputs, [60, 4])) as tf.Tensor;
      const targets = tf.tensor(data.targets[0]?.values as Float32Array, [60, 2]);
      return tf.metrics.categoricalCrossentropy(targets, probabilities).mean().dataSync()[0];
    });
    assert.ok(Math.abs(first.recomputed.loss - (expected ?? NaN)) < 1e-5);
  });

  it('weighs batches by their rows, so that a short last one counts for what it is', async () => {
    const { make, data: rows } =
      NETS.find(({ name }) => name.includes('BatchNorm')) ?? assert.fail();
    const opened = await session(towards(await saved(make), await saved(make)));
    const of = async (batchSize: number): Promise<number> => {
      const [first] = await opened.api.path({ ...measured, data: rows, batchSize, points: 2 });
      return first?.recomputed?.loss ?? NaN;
    };
    const [all, short] = [await of(80), await of(79)];
    assert.ok(Number.isFinite(all) && Math.abs(all - short) < 0.02, `${all}, ${short}`);
  });

  it('refuses a path of one point', async () => {
    await assert.rejects(path(...both(), 1), /at least its two ends/);
  });
});

describe('the barrier between two models', () => {
  it('is the largest loss less the mean of the ends, and says where', () => {
    const path = [1, 4, 2].map((loss, i) => ({ at: i / 2, loss }));
    assert.deepEqual(barrierOf(path), { height: 2.5, at: 0.5 });
  });

  it('is not there where a loss is not finite', () => {
    assert.equal(barrierOf([1, NaN, 2].map((loss, i) => ({ at: i / 2, loss }))), null);
  });
});
