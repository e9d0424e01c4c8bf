import * as assert from 'node:assert/strict';
import { ModelFormatError, ModelMismatchError } from '../../../src/core/errors';
import type { Json, JsonObject } from '../../../src/core/json';
import {
  type NormalisedModel,
  normaliseModel,
} from '../../../src/core/model/normalise/normaliseModel';
import { readModel } from '../../../src/core/model/readModel';

const SUPPORTED = new Set(
  'InputLayer Dense Activation BatchNormalization Conv2D Dropout GRU LSTM RNN LSTMCell StackedRNNCells ReLU Add Bidirectional'.split(
    ' ',
  ),
);

function normalised(modelConfig: Json, kerasVersion = '2.15.0'): NormalisedModel {
  const topology = { keras_version: kerasVersion, model_config: modelConfig };
  const text = JSON.stringify({ modelTopology: topology, weightsManifest: [] });
  return normaliseModel(readModel(text, 'model.json'), SUPPORTED);
}

const layer = (class_name: string, config: JsonObject): JsonObject => ({ class_name, config });

function sequential(...layers: JsonObject[]): JsonObject {
  const input = layer('InputLayer', { name: 'in', batch_input_shape: [null, 4] });
  return { class_name: 'Sequential', config: { name: 'net', layers: [input, ...layers] } };
}

/** The config of the layer after the input. */
function configOf(of: JsonObject, kerasVersion?: string): unknown {
  const { topology } = normalised(sequential(of), kerasVersion);
  const { layers } = topology.config as { layers: { class_name: string; config: object }[] };
  return layers[1];
}

function functional(
  layers: readonly (JsonObject & { name: string })[],
  output: string,
): JsonObject {
  return {
    class_name: 'Functional',
    config: { name: 'net', layers, input_layers: [['in', 0, 0]], output_layers: [[output, 0, 0]] },
  };
}

const node = (
  className: string,
  name: string,
  ...inputs: string[]
): JsonObject & { name: string } => ({
  class_name: className,
  name,
  config: { name, units: 4, batch_input_shape: [null, 4] },
  inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
});

function refuses(modelConfig: JsonObject, message: RegExp, kerasVersion?: string): void {
  assert.throws(
    () => normalised(modelConfig, kerasVersion),
    (error) => error instanceof ModelMismatchError && message.test(error.message),
  );
}

describe('rewriting a model for TensorFlow.js', () => {
  it('spells what Keras 3 spells anew as TensorFlow.js reads it', () => {
    const config = {
      name: 'd',
      trainable: false,
      units: 3,
      activation: { module: 'builtins', class_name: 'function', config: 'silu' },
      dtype: { module: 'keras', class_name: 'DTypePolicy', config: { name: 'mixed_float16' } },
      kernel_initializer: { module: 'keras.initializers', class_name: 'Orthogonal', config: {} },
      kernel_regularizer: { module: 'keras.regularizers', class_name: 'L2', config: { l2: 0.5 } },
      bias_regularizer: { class_name: 'L1', config: { l1: 0.25 } },
      kernel_constraint: { module: 'k', class_name: 'MaxNorm', config: { max_value: 2, axis: 0 } },
    };
    assert.deepEqual(configOf(layer('Dense', config), '3.9.0'), {
      class_name: 'Dense',
      config: {
        name: 'd',
        units: 3,
        activation: 'swish',
        dtype: 'float32',
        kernel_initializer: { class_name: 'Zeros', config: {} },
        kernel_regularizer: { class_name: 'L1L2', config: { l1: 0, l2: 0.5 } },
        bias_regularizer: { class_name: 'L1L2', config: { l1: 0.25, l2: 0 } },
        kernel_constraint: { class_name: 'MaxNorm', config: { max_value: 2, axis: 0 } },
      },
    });
  });

  it('calls by args and kwargs become lists, and a flat input_layers a list of one', () => {
    const tensor = (name: string): JsonObject => ({
      class_name: '__keras_tensor__',
      config: { keras_history: [name, 0, 0] },
    });
    const config = {
      name: 'net',
      layers: [
        {
          ...layer('InputLayer', { name: 'in', batch_shape: [null, 4] }),
          name: 'in',
          inbound_nodes: [],
        },
        {
          ...layer('Dense', { name: 'a', units: 4 }),
          name: 'a',
          inbound_nodes: [{ args: [tensor('in')], kwargs: { training: false } }],
        },
        {
          ...layer('Add', { name: 'sum' }),
          name: 'sum',
          inbound_nodes: [{ args: [[tensor('in'), tensor('a')]], kwargs: {} }],
        },
      ],
      input_layers: ['in', 0, 0],
      output_layers: ['sum', 0, 0],
    };
    const { topology, notes } = normalised({ class_name: 'Functional', config }, '3.9.0');
    const rewritten = topology.config as { layers: JsonObject[]; input_layers: Json };
    assert.deepEqual(rewritten.layers[0]?.config, { name: 'in', batch_input_shape: [null, 4] });
    assert.deepEqual(
      rewritten.layers.map(({ inbound_nodes }) => inbound_nodes),
      [
        [],
        [[['in', 0, 0, {}]]],
        [
          [
            ['in', 0, 0, {}],
            ['a', 0, 0, {}],
          ],
        ],
      ],
    );
    assert.deepEqual(rewritten.input_layers, [['in', 0, 0]]);
    // Called with training=False, it stays in inference mode.
    assert.equal(notes.get(1)?.inference, true);
    assert.equal(notes.has(2), false);
  });

  it('drops the seed of a Dropout, which would drop the same units at every step', () => {
    assert.deepEqual(configOf(layer('Dropout', { name: 'd', rate: 0.5, seed: 7 })), {
      class_name: 'Dropout',
      config: { name: 'd', rate: 0.5 },
    });
  });

  it('gives a BatchNormalization without gamma one of ones, as TensorFlow.js cannot train without', () => {
    const config = { name: 'n', axis: [1], scale: false, center: true };
    const { notes } = normalised(sequential(layer('BatchNormalization', config)));
    assert.deepEqual(notes.get(1)?.constants, { gamma: 1 });
  });

  it('takes the input shape of a Sequential from where Keras keeps it', () => {
    const layers = [layer('Dense', { name: 'd', units: 2 })];
    const config = { name: 'net', build_input_shape: [null, 9], layers };
    const { topology } = normalised({ class_name: 'Sequential', config });
    const [first] = (topology.config as { layers: { config: JsonObject }[] }).layers;
    assert.deepEqual(first?.config.batch_input_shape, [null, 9]);
    refuses(
      { class_name: 'Sequential', config: { name: 'net', layers } },
      /"net" does not say what its input looks like/,
    );
  });

  it('refuses a graph that would make TensorFlow.js loop for ever', () => {
    const broken = (layers: (JsonObject & { name: string })[], message: RegExp): void => {
      assert.throws(
        () => normalised(functional(layers, 'a')),
        (error) => error instanceof ModelFormatError && message.test(error.message),
      );
    };
    broken([node('InputLayer', 'in'), node('Dense', 'a', 'lost')], /no layer of that name/);
    broken(
      [node('InputLayer', 'in'), node('Dense', 'a', 'b'), node('Dense', 'b', 'a')],
      /feed each other in a circle/,
    );
  });

  it('names the layer that TensorFlow.js lacks or would compute otherwise', () => {
    const one = (class_name: string, config: JsonObject): JsonObject =>
      sequential(layer(class_name, { name: 'x', ...config }));
    refuses(
      one('MultiHeadAttention', {}),
      /Layer "x" \(MultiHeadAttention\) .* it has no such layer/,
    );
    refuses(one('Dense', { activation: 'leaky_relu' }), /no activation "leaky_relu"/);
    refuses(one('Dense', { activation: 'hard_sigmoid' }), /differs from that of Keras 3/, '3.9.0');
    normalised(one('Dense', { activation: 'hard_sigmoid' }));
    refuses(one('Conv2D', { groups: 2 }), /no groups/);
    refuses(one('ReLU', { negative_slope: 0.1 }), /no negative_slope/);
    refuses(
      one('Dense', { activity_regularizer: { class_name: 'L2', config: { l2: 1 } } }),
      /no activity regularizer/,
    );
    refuses(
      one('Dense', { kernel_regularizer: { class_name: 'Orthogonal', config: {} } }),
      /no regularizer "Orthogonal"/,
    );
  });

  it('refuses an addition of a number, which it would leave out', () => {
    const sum = {
      ...layer('Add', { name: 'sum' }),
      name: 'sum',
      inbound_nodes: [
        { args: [{ class_name: '__keras_tensor__', config: { keras_history: ['in', 0, 0] } }, 2] },
      ],
    };
    refuses(
      functional([node('InputLayer', 'in'), sum], 'sum'),
      /"sum" .* called with a number beside its inputs/,
    );
  });

  it('says of a graph model and of bare weights that they cannot be trained', () => {
    const graph = { modelTopology: { node: [] }, weightsManifest: [] };
    for (const [json, message] of [
      [graph, /GraphModel/],
      [[{ weights: [], paths: [] }], /no layers/],
    ] as const) {
      assert.throws(
        () => normaliseModel(readModel(JSON.stringify(json), 'model.json'), SUPPORTED),
        (error) => error instanceof ModelMismatchError && message.test(error.message),
      );
    }
  });
});
