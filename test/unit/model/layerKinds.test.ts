import * as assert from 'node:assert/strict';
import type { SymbolicTensor } from '@tensorflow/tfjs';
import { countParameters } from '../../../src/core/model/countParameters';
import type { Model, ModelNode } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';
import { plainModel } from '../../support/plainModel';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';

const UNITS = 'gate × unit';
const IMAGE = ['height', 'width'];

/** For each kind: every weight in the order of the file as "class role: axes". */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  Dense: ['Dense kernel: input, unit', 'Dense bias: unit'],
  'Dense without bias': ['Dense kernel: input, unit'],
  Conv1D: ['Conv1D kernel: width, input channel, filter', 'Conv1D bias: filter'],
  Conv2D: ['Conv2D kernel: height, width, input channel, filter', 'Conv2D bias: filter'],
  Conv3D: ['Conv3D kernel: depth, height, width, input channel, filter', 'Conv3D bias: filter'],
  Conv2DTranspose: [
    'Conv2DTranspose kernel: height, width, filter, input channel',
    'Conv2DTranspose bias: filter',
  ],
  Conv3DTranspose: [
    'Conv3DTranspose kernel: depth, height, width, filter, input channel',
    'Conv3DTranspose bias: filter',
  ],
  DepthwiseConv2D: [
    'DepthwiseConv2D depthwise kernel: height, width, input channel, multiplier',
    'DepthwiseConv2D bias: output channel',
  ],
  SeparableConv2D: [
    'SeparableConv2D depthwise kernel: height, width, input channel, multiplier',
    'SeparableConv2D pointwise kernel: height, width, depthwise channel, filter',
    'SeparableConv2D bias: filter',
  ],
  BatchNormalization: normalization('gamma', 'beta'),
  'BatchNormalization without scale': normalization('beta'),
  'BatchNormalization without centre': normalization('gamma'),
  LayerNormalization: ['gamma', 'beta'].map((role) => `LayerNormalization ${role}: channel`),
  Embedding: ['Embedding embeddings: token, dimension'],
  SimpleRNN: recurrent('SimpleRNN', 'unit'),
  LSTM: recurrent('LSTM', UNITS),
  GRU: recurrent('GRU', UNITS),
  ConvLSTM2D: [
    `ConvLSTM2D kernel: ${IMAGE.join(', ')}, input channel, gate × filter`,
    `ConvLSTM2D recurrent kernel: ${IMAGE.join(', ')}, filter before, gate × filter`,
    'ConvLSTM2D bias: gate × filter',
  ],
  'RNN with one cell': recurrent('GRUCell', UNITS),
  'RNN with stacked cells': [...recurrent('LSTMCell', UNITS), ...recurrent('GRUCell', UNITS)],
  Bidirectional: [...recurrent('LSTM', UNITS), ...recurrent('LSTM', UNITS)],
  TimeDistributed: ['Dense kernel: input, unit', 'Dense bias: unit'],
  PReLU: ['PReLU alpha: feature'],
  'nested models': [
    'Dense kernel: input, unit',
    'Dense bias: unit',
    'Dense kernel: input, unit',
    'Dense bias: unit',
  ],
  'a shared layer': ['Dense kernel: input, unit', 'Dense bias: unit'],
};

function normalization(...trained: readonly string[]): string[] {
  return [...trained, 'moving mean', 'moving variance'].map(
    (role) => `BatchNormalization ${role}: channel`,
  );
}

function recurrent(className: string, units: string): string[] {
  return [
    `${className} kernel: input, ${units}`,
    `${className} recurrent kernel: unit before, ${units}`,
    `${className} bias: ${units}`,
  ];
}

describe('every kind of layer that TensorFlow.js saves', () => {
  for (const [kind, build] of Object.entries(LAYER_KINDS)) {
    it(`${kind}: each weight has its layer, role and axes, and the counts and shapes are those of TensorFlow.js`, async () => {
      const tfModel = build();
      const model = readModel((await savedModel(tfModel)).json, 'model.json');
      assert.deepEqual(model.problems, []);
      assert.deepEqual(
        model.weights.map((weight) => describeWeight(model, weight.index)),
        EXPECTED[kind],
      );
      assert.equal(countParameters(model).total, tfModel.countParams());
      const trainable = tfModel.trainableWeights.reduce(
        (n, w) => n + w.shape.reduce<number>((a, b) => a * (b ?? 1), 1),
        0,
      );
      assert.equal(countParameters(model).trainable, trainable);
      for (const layer of tfModel.layers) {
        const node = topLayer(model, layer.name);
        // Not `outputShape`, which refuses a nested model for its two calls.
        const output = layer.getOutputAt(0) as SymbolicTensor;
        assert.deepEqual(node?.outputShape, output.shape, layer.name);
      }
      tfModel.dispose();
    });
  }

  it('Bidirectional: its two directions are told apart', async () => {
    const model = await read('Bidirectional');
    const owners = model.weights.map(({ node }) => model.nodes[node]?.name);
    const forward = 'forward_inner';
    const backward = 'backward_inner';
    assert.deepEqual(owners, [forward, forward, forward, backward, backward, backward]);
  });

  it('LSTM and GRU: gates are named in stored order', async () => {
    const lstm = await read('LSTM');
    assert.deepEqual(lstm.weights[0]?.axes[1], {
      name: UNITS,
      size: 16,
      parts: ['i', 'f', 'c', 'o'],
    });
    const gru = await read('GRU');
    assert.deepEqual(gru.weights[2]?.axes[0], { name: UNITS, size: 12, parts: ['z', 'r', 'h'] });
  });

  it('a shared layer is one layer called twice, a nested Sequential is called once', async () => {
    const shared = await read('a shared layer');
    assert.equal(topLayer(shared, 'shared')?.calls, 2);
    assert.deepEqual(topLayer(shared, 'joined')?.inputs, ['shared']);
    const nested = await read('nested models');
    assert.equal(topLayer(nested, 'inner_model')?.calls, 1);
    assert.deepEqual(topLayer(nested, 'out')?.inputs, ['inner_model']);
  });

  it('convolutions say which axes make a filter picture; a transposed one has outputs before inputs', async () => {
    const filters = async (kind: string): Promise<unknown> =>
      (await read(kind)).weights[0]?.filters;
    assert.deepEqual(await filters('Conv2D'), { height: 0, width: 1, input: 2, pictures: [3] });
    assert.deepEqual(await filters('Conv2DTranspose'), {
      height: 0,
      width: 1,
      input: 3,
      pictures: [2],
    });
    assert.deepEqual(await filters('DepthwiseConv2D'), {
      height: 0,
      width: 1,
      input: null,
      pictures: [2, 3],
    });
    assert.deepEqual(await filters('Conv1D'), { height: null, width: 0, input: 1, pictures: [2] });
    assert.deepEqual(await filters('Conv3D'), { height: 1, width: 2, input: 3, pictures: [4, 0] });
  });

  it('a kernel whose window is a single weight is no picture', () => {
    const layer = { className: 'Conv2D', name: 'c' };
    const filters = (...shape: number[]) =>
      plainModel([layer], [{ name: 'c/kernel', shape }]).weights[0]?.filters;
    assert.equal(filters(1, 1, 8, 4), undefined);
    assert.notEqual(filters(1, 2, 8, 4), undefined);
  });
});

async function read(kind: string): Promise<Model> {
  const build = LAYER_KINDS[kind];
  assert.ok(build !== undefined);
  const model = build();
  const { json } = await savedModel(model);
  model.dispose();
  return readModel(json, 'model.json');
}

function describeWeight(model: Model, index: number): string {
  const weight = model.weights[index];
  assert.ok(weight !== undefined);
  assert.equal(weight.index, index);
  assert.deepEqual(
    weight.axes.map(({ size }) => size),
    weight.shape,
  );
  const axes = weight.axes.map(({ name }) => name).join(', ');
  return `${model.nodes[weight.node]?.className ?? 'none'} ${weight.role}: ${axes}`;
}

function topLayer(model: Model, name: string): ModelNode | undefined {
  return model.nodes.find((node) => node.parent === -1 && node.name === name);
}
