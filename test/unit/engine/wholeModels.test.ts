import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import type { Dataset } from '../../../src/protocol/training';
import { examples, glorot, saved } from './models';
import { request, session, weightsOf } from './support';

const ROWS = 40;

/** Two inputs that meet. */
function twoInputs(): tf.LayersModel {
  const [left, right] = [
    tf.input({ shape: [4], name: 'left' }),
    tf.input({ shape: [3], name: 'right' }),
  ];
  const units = { units: 5, activation: 'tanh' as const };
  const a = tf.layers.dense({ ...units, name: 'a', kernelInitializer: glorot(1) }).apply(left);
  const b = tf.layers.dense({ ...units, name: 'b', kernelInitializer: glorot(2) }).apply(right);
  const both = tf.layers
    .concatenate({ name: 'both' })
    .apply([a as tf.SymbolicTensor, b as tf.SymbolicTensor]);
  const out = tf.layers
    .dense({ units: 2, activation: 'softmax', name: 'out', kernelInitializer: glorot(3) })
    .apply(both) as tf.SymbolicTensor;
  return tf.model({ inputs: [left, right], outputs: out });
}

/** A model within a model. */
function nested(): tf.LayersModel {
  const inner = tf.sequential({
    name: 'inner',
    layers: [
      tf.layers.dense({
        ...{ name: 'hidden', units: 6, activation: 'relu', inputShape: [4] },
        kernelInitializer: glorot(4),
      }),
      tf.layers.dense({ name: 'code', units: 3, activation: 'tanh', kernelInitializer: glorot(5) }),
    ],
  });
  return tf.sequential({
    layers: [
      inner,
      tf.layers.dense({
        units: 2,
        activation: 'softmax',
        name: 'out',
        kernelInitializer: glorot(6),
      }),
    ],
  });
}

/** Loss of a few steps of plain gradient descent on all rows, and the weights after, by TensorFlow.js itself. */
async function fitted(
  model: tf.LayersModel,
  { inputs, targets }: Dataset,
  epochs: number,
): Promise<Map<string, Float32Array>> {
  const tensor = ({ values, shape }: Dataset['inputs'][number]): tf.Tensor =>
    tf.tensor(values, [ROWS, ...shape]);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
  const y = targets.map(tensor);
  await model.fit(inputs.map(tensor), y, { epochs, batchSize: ROWS, shuffle: false });
  return new Map(
    model.weights.map((weight) => [
      weight.originalName,
      weight.read().dataSync<'float32'>().slice(),
    ]),
  );
}

describe('a model that is more than a chain of layers', () => {
  const left = examples(ROWS, [4], 2);
  const [right] = examples(ROWS, [3], 2).inputs;
  const both: Dataset = {
    ...left,
    inputs: [...left.inputs, ...(right === undefined ? [] : [right])],
  };

  for (const [kind, make, data] of [
    ['of two inputs', twoInputs, both],
    ['within another', nested, left],
  ] as const) {
    it(`${kind} comes out of a retraining as TensorFlow.js' own fit leaves it`, async () => {
      const opened = await session(await saved(make));
      const before = await weightsOf(opened);
      const settings = { losses: ['categoricalCrossentropy'] as const, batchSize: ROWS, epochs: 5 };
      await opened.api.train(request(data, settings));
      const ours = await weightsOf(opened);
      const theirs = await fitted(make(), data, 5);
      assert.deepEqual([...ours.keys()].sort(), [...theirs.keys()].sort());
      for (const [name, values] of theirs) {
        const trained = ours.get(name) ?? assert.fail(name);
        values.forEach((value, i) => {
          assert.ok(Math.abs(value - (trained[i] ?? NaN)) < 1e-5, `${name} ${i}`);
        });
        assert.ok(
          before.get(name)?.some((value, i) => value !== trained[i]),
          `${name} moved`,
        );
      }
    });
  }

  it('that would take more than the 2 GB allowed is refused before it trains, with advice', async () => {
    const large = (): tf.LayersModel =>
      tf.sequential({
        layers: [tf.layers.dense({ units: 3600, inputShape: [6000], kernelInitializer: 'zeros' })],
      });
    const { api } = await session(await saved(large));
    const column = (size: number) => ({ shape: [size], values: new Float32Array(2 * size) });
    const data: Dataset = { rows: 2, inputs: [column(6000)], targets: [column(3600)] };
    const asked = request(data, { optimizer: { name: 'adam', learningRate: 0.001 } });
    await assert.rejects(
      api.train({ ...asked, memoryLimit: 2e9 }),
      /Training would take about 2\.\d GB of memory, more than the 2\.0 GB allowed\. Try /,
    );
  });
});
