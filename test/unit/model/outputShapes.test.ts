import * as assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { Json } from '../../../src/core/json';
import type { Model } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';
import { savedModel } from '../../support/tfjsModels';

type Layer = tf.layers.Layer;

/** Layers to be put behind an input of the given shape. */
const CASES: readonly (readonly [string, number[], () => Layer])[] = [
  ['Dense over sequences', [5, 3], () => tf.layers.dense({ units: 7 })],
  ['Activation', [5], () => tf.layers.activation({ activation: 'relu' })],
  ['Flatten', [4, 5, 2], () => tf.layers.flatten()],
  ['Reshape', [4, 6], () => tf.layers.reshape({ targetShape: [2, 12] })],
  ['Permute', [4, 6, 2], () => tf.layers.permute({ dims: [3, 1, 2] })],
  ['RepeatVector', [4], () => tf.layers.repeatVector({ n: 3 })],
  ['Dropout', [4], () => tf.layers.dropout({ rate: 0.5 })],
  ['Embedding', [6], () => tf.layers.embedding({ inputDim: 9, outputDim: 3 })],
  [
    'Conv2D strided, same',
    [9, 7, 2],
    () => tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: [2, 3], padding: 'same' }),
  ],
  [
    'Conv2D dilated',
    [12, 12, 2],
    () => tf.layers.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2 }),
  ],
  [
    'Conv2D channels first',
    [2, 9, 7],
    () => tf.layers.conv2d({ filters: 4, kernelSize: 3, dataFormat: 'channelsFirst' }),
  ],
  [
    'Conv2DTranspose valid',
    [4, 5, 2],
    () => tf.layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 3 }),
  ],
  [
    'Conv2DTranspose same',
    [4, 5, 2],
    () => tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
  ],
  ['SeparableConv2D', [8, 8, 3], () => tf.layers.separableConv2d({ filters: 4, kernelSize: 3 })],
  ['MaxPooling1D', [9, 2], () => tf.layers.maxPooling1d({ poolSize: 2, strides: 2 })],
  ['MaxPooling2D', [9, 7, 2], () => tf.layers.maxPooling2d({ poolSize: 2 })],
  [
    'AveragePooling2D same',
    [9, 7, 2],
    () => tf.layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
  ],
  ['AveragePooling3D', [6, 6, 6, 2], () => tf.layers.averagePooling3d({ poolSize: 2, strides: 2 })],
  ['GlobalAveragePooling1D', [6, 2], () => tf.layers.globalAveragePooling1d({})],
  ['GlobalMaxPooling2D', [6, 6, 2], () => tf.layers.globalMaxPooling2d({})],
  [
    'ZeroPadding2D',
    [6, 5, 2],
    () =>
      tf.layers.zeroPadding2d({
        padding: [
          [1, 2],
          [3, 4],
        ],
      }),
  ],
  [
    'Cropping2D',
    [9, 9, 2],
    () =>
      tf.layers.cropping2D({
        cropping: [
          [1, 2],
          [3, 1],
        ],
      }),
  ],
  ['UpSampling2D', [3, 4, 2], () => tf.layers.upSampling2d({ size: [2, 3] })],
  ['LSTM', [5, 3], () => tf.layers.lstm({ units: 4 })],
  ['GRU with sequences', [5, 3], () => tf.layers.gru({ units: 4, returnSequences: true })],
  [
    'Bidirectional, summed',
    [5, 3],
    () =>
      tf.layers.bidirectional({
        layer: tf.layers.gru({ units: 4, returnSequences: true }),
        mergeMode: 'sum',
      }),
  ],
  [
    'TimeDistributed convolution',
    [5, 8, 8, 2],
    () => tf.layers.timeDistributed({ layer: tf.layers.conv2d({ filters: 3, kernelSize: 3 }) }),
  ],
  ['BatchNormalization', [5, 3], () => tf.layers.batchNormalization()],
  ['Rescaling', [4, 4, 3], () => tf.layers.rescaling({ scale: 0.1 })],
  ['CenterCrop', [6, 6, 3], () => tf.layers.centerCrop({ height: 4, width: 2 })],
];

/** What TensorFlow.js states for these before it runs is not what comes out. */
const MISSTATED: typeof CASES = [
  ['Reshape with an open axis', [4, 6], () => tf.layers.reshape({ targetShape: [3, -1] })],
  ['Resizing', [4, 4, 3], () => tf.layers.resizing({ height: 6, width: 8 })],
];

const MERGES: readonly (readonly [string, number[], number[], () => Layer])[] = [
  ['Add', [4, 5], [4, 5], () => tf.layers.add()],
  ['Multiply', [4, 5], [4, 5], () => tf.layers.multiply()],
  ['Average', [4], [4], () => tf.layers.average()],
  ['Maximum', [4], [4], () => tf.layers.maximum()],
  ['Minimum', [4], [4], () => tf.layers.minimum()],
  ['Concatenate', [4, 5], [4, 2], () => tf.layers.concatenate()],
  ['Concatenate along axis 1', [4, 5], [3, 5], () => tf.layers.concatenate({ axis: 1 })],
  ['Dot of vectors', [4], [4], () => tf.layers.dot({ axes: -1 })],
  ['Dot of matrices', [4, 5], [3, 5], () => tf.layers.dot({ axes: 2 })],
];

describe('output shapes', () => {
  for (const [name, shape, build] of CASES) {
    it(`of ${name} are those of TensorFlow.js`, async () => {
      const input = tf.input({ shape });
      await compare(
        tf.model({ inputs: input, outputs: build().apply(input) as tf.SymbolicTensor }),
      );
    });
  }

  for (const [name, shape, build] of MISSTATED) {
    it(`of ${name} are those that come out`, async () => {
      const layer = build();
      const input = tf.input({ shape });
      const outputs = layer.apply(input) as tf.SymbolicTensor;
      const tfModel = tf.model({ inputs: input, outputs });
      const model = readModel((await savedModel(tfModel)).json, 'model.json');
      const run = tf.tidy(() => (layer.apply(tf.zeros([1, ...shape])) as tf.Tensor).shape);
      assert.deepEqual(model.nodes[1]?.outputShape, [null, ...run.slice(1)]);
      tfModel.dispose();
    });
  }

  for (const [name, a, b, build] of MERGES) {
    it(`of ${name} are those of TensorFlow.js`, async () => {
      const inputs = [tf.input({ shape: a }), tf.input({ shape: b })];
      await compare(tf.model({ inputs, outputs: build().apply(inputs) as tf.SymbolicTensor }));
    });
  }

  it('of a causal convolution, which TensorFlow.js cannot run, keep the length as in Keras', () => {
    const conv = {
      name: 'c',
      filters: 4,
      kernel_size: [3],
      padding: 'causal',
      batch_shape: [null, 9, 2],
    };
    const layers = [{ class_name: 'Conv1D', config: conv }];
    const modelTopology = { class_name: 'Sequential', config: { name: 's', layers } };
    const { nodes } = readModel(JSON.stringify({ modelTopology }), 'm');
    assert.deepEqual(nodes[0]?.outputShape, [null, 9, 4]);
  });

  it('of a layer with several outputs are all given', async () => {
    const input = tf.input({ shape: [5, 3] });
    const outputs = tf.layers.lstm({ units: 4, returnState: true, name: 'r' }).apply(input);
    const model = tf.model({ inputs: input, outputs: outputs as tf.SymbolicTensor[] });
    const node = readModel((await savedModel(model)).json, 'm').nodes.find(
      ({ name }) => name === 'r',
    );
    assert.deepEqual(node?.outputShape, [
      [null, 4],
      [null, 4],
      [null, 4],
    ]);
  });

  it('are left open where a chain of layers would add a dimension with each', () => {
    const layers = Array.from({ length: 100 }, (_, i) => ({
      class_name: 'Embedding',
      config: { name: `e${i}`, output_dim: 2 },
    }));
    const { nodes } = sequential(layers);
    assert.deepEqual(nodes[1]?.outputShape, [null, null, 2, 2]);
    assert.ok(nodes.every(({ outputShape = [] }) => outputShape.length <= 32));
    const long = { name: 'd', units: 1, batch_input_shape: Array<number>(1000).fill(1) };
    assert.equal(
      sequential([{ class_name: 'Dense', config: long }]).nodes[0]?.outputShape,
      undefined,
    );
  });

  it('are left open where wrappers within wrappers would double the outputs with each', () => {
    for (const mode of [null, 'sum', 'concat']) {
      let inner: Json = {
        class_name: 'LSTM',
        config: { name: 'l', units: 1, return_state: true, batch_input_shape: [null, 2, 2] },
      };
      for (let i = 0; i < 100; i++)
        inner = {
          class_name: 'Bidirectional',
          config: { name: `b${i}`, layer: inner, merge_mode: mode },
        };
      const outer = { class_name: 'Bidirectional', config: { layer: inner, merge_mode: mode } };
      const input = { class_name: 'InputLayer', config: { name: 'i', batch_shape: [null, 2, 2] } };
      assert.equal(sequential([input, outer]).nodes[1]?.outputShape, undefined);
    }
  });

  it('are left open where a product is no size of a tensor', () => {
    const size = Number.MAX_SAFE_INTEGER;
    const flatten = { name: 'f', batch_input_shape: [null, size, size] };
    assert.equal(
      sequential([{ class_name: 'Flatten', config: flatten }]).nodes[0]?.outputShape,
      undefined,
    );
  });

  it('are left open where a config makes no sense', () => {
    for (const units of [-1, 1.5, '3', null, 1e300]) {
      const layers = [
        { class_name: 'Dense', config: { name: 'd', units, batch_input_shape: [null, 3] } },
        { class_name: 'Flatten', config: { name: 'f' } },
      ];
      const modelTopology = { class_name: 'Sequential', config: { name: 's', layers } };
      const { nodes } = readModel(JSON.stringify({ modelTopology }), 'm');
      assert.deepEqual(
        nodes.map(({ outputShape }) => outputShape),
        [undefined, undefined],
      );
    }
  });
});

function sequential(layers: readonly Json[]): Model {
  const modelTopology = { class_name: 'Sequential', config: { name: 's', layers } };
  return readModel(JSON.stringify({ modelTopology }), 'm');
}

async function compare(tfModel: tf.LayersModel): Promise<void> {
  const model = readModel((await savedModel(tfModel)).json, 'model.json');
  for (const layer of tfModel.layers) {
    const node = model.nodes.find((each) => each.name === layer.name);
    assert.deepEqual(node?.outputShape, layer.outputShape, layer.getClassName());
  }
  tfModel.dispose();
}
