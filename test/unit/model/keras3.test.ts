import * as assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import type { Model } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';

const POLICY = { module: 'keras', class_name: 'DTypePolicy', config: { name: 'float32' } };

describe('a model of Keras 3', () => {
  it('Sequential: shapes from batch_shape, weights under the name of the model', () => {
    const layers = [
      layer('InputLayer', { name: 'input', batch_shape: [null, 3], dtype: 'float32' }),
      layer('Dense', { name: 'dense', units: 4, dtype: POLICY }),
    ];
    const model = modelOf({ class_name: 'Sequential', config: { name: 'sequential', layers } }, [
      ['sequential/dense/kernel', [3, 4]],
      ['sequential/dense/bias', [4]],
    ]);
    assert.deepEqual(model.problems, []);
    assert.deepEqual(
      model.nodes.map(({ outputShape }) => outputShape),
      [
        [null, 3],
        [null, 4],
      ],
    );
    assert.deepEqual(owners(model), ['dense kernel', 'dense bias']);
  });

  it('Functional: {args, kwargs} calls and flat input_layers', () => {
    const layers = [
      {
        ...layer('InputLayer', { name: 'in', batch_shape: [null, 3] }),
        name: 'in',
        inbound_nodes: [],
      },
      { ...layer('Dense', { name: 'a', units: 4 }), name: 'a', inbound_nodes: [call('in')] },
      { ...layer('Add', { name: 'sum' }), name: 'sum', inbound_nodes: [call('a', 'a')] },
    ];
    const config = {
      name: 'functional',
      layers,
      input_layers: ['in', 0, 0],
      output_layers: ['sum', 0, 0],
    };
    const model = modelOf({ class_name: 'Functional', config }, [['functional/a/kernel', [3, 4]]]);
    assert.deepEqual(model.problems, []);
    assert.deepEqual(
      model.nodes.map(({ outputShape }) => outputShape),
      [
        [null, 3],
        [null, 4],
        [null, 4],
      ],
    );
    assert.deepEqual(model.nodes[2]?.inputs, ['a']);
    assert.deepEqual(owners(model), ['a kernel']);
  });

  it('a layer without a given input is shown with the shape it was built for', () => {
    const dense = {
      ...layer('Dense', { name: 'd', units: 2 }),
      build_config: { input_shape: [null, 9] },
    };
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers: [dense] } }, []);
    assert.deepEqual(model.nodes[0]?.outputShape, [null, 2]);
  });

  it('GRU with reset_after: its bias has a row for the input and one for the state', () => {
    const gru = layer('GRU', { name: 'gru', units: 4, reset_after: true });
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers: [gru] } }, [
      ['s/gru/gru_cell/bias', [2, 12]],
    ]);
    assert.deepEqual(model.weights[0]?.axes, [
      { name: 'input or state', size: 2, parts: ['input', 'state'] },
      { name: 'gate × unit', size: 12, parts: ['z', 'r', 'h'] },
    ]);
  });

  it('weights named by their position get the names of the class', () => {
    const layers = [
      layer('Dense', { name: 'dense', units: 4 }),
      layer('BatchNormalization', { name: 'bn', scale: false }),
      layer('Bidirectional', { name: 'bi', layer: layer('GRU', { name: 'gru', units: 2 }) }),
    ];
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers } }, [
      ['dense/0', [3, 4]],
      ['dense/vars/1', [4]],
      ['layers/bn/vars/1', [4]],
      ['bi/4', [2, 6]],
    ]);
    assert.deepEqual(owners(model), [
      'dense kernel',
      'dense bias',
      'bn moving mean',
      'backward_gru recurrent kernel',
    ]);
  });

  it('MultiHeadAttention and custom layers show their weights', () => {
    const layers = [
      layer('MultiHeadAttention', { name: 'mha', num_heads: 2, key_dim: 4 }),
      layer('my_package>Odd', { name: 'odd' }),
    ];
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers } }, [
      ['s/mha/query/kernel', [8, 2, 4]],
      ['s/mha/attention_output/kernel', [2, 4, 8]],
      ['s/odd/strange_thing', [2]],
    ]);
    assert.deepEqual(owners(model), ['mha query kernel', 'mha output kernel', 'odd strange thing']);
    assert.deepEqual(
      model.weights[0]?.axes.map(({ name }) => name),
      ['input', 'head', 'feature'],
    );
    assert.equal(model.nodes[1]?.className, 'my_package>Odd');
  });
});

describe('spellings of Keras 1 and 2', () => {
  it('a Sequential whose config is the bare list of layers, wrapped in model_config', () => {
    const layers = [layer('Dense', { name: 'd', units: 2, batch_input_shape: [null, 3] })];
    const model = modelOf(
      { model_config: { class_name: 'Sequential', config: layers }, keras_version: '1' },
      [['d/kernel:0', [3, 2]]],
    );
    assert.deepEqual(owners(model), ['d kernel']);
    assert.deepEqual(model.nodes[0]?.outputShape, [null, 2]);
  });

  it('nested models whose weights are named flat, with the model as prefix, or doubled', () => {
    const inner = (name: string): Json =>
      layer('Sequential', { name, layers: [layer('Dense', { name: `${name}_dense`, units: 1 })] });
    const layers = ['one', 'two'].map(inner);
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers } }, [
      ['one_dense/kernel', [1, 1]],
      ['two/two_dense/kernel', [1, 1]],
      ['one_dense/one_dense/bias', [1]],
    ]);
    assert.deepEqual(owners(model), ['one_dense kernel', 'two_dense kernel', 'one_dense bias']);
  });

  it('layer names with slashes: the longest one that fits', () => {
    const layers = ['block', 'block/conv'].map((name) => layer('Dense', { name, units: 1 }));
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers } }, [
      ['block/conv/kernel', [1, 1]],
      ['block/kernel', [1, 1]],
    ]);
    assert.deepEqual(owners(model), ['block/conv kernel', 'block kernel']);
  });

  it('frozen layers and all inside a frozen model count as not trainable', () => {
    const frozen = layer('Sequential', {
      name: 'f',
      trainable: false,
      layers: [layer('Dense', { name: 'd', units: 1 })],
    });
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers: [frozen] } }, [
      ['d/kernel', [1, 1]],
    ]);
    assert.equal(model.weights[0]?.trainable, false);
  });

  it('optimizer slots belong to no layer, also where only the name tells', () => {
    const layers = [layer('Dense', { name: 'd', units: 1 })];
    const model = modelOf({ class_name: 'Sequential', config: { name: 's', layers } }, [
      ['d/kernel', [1, 1]],
      ['Adam/d/kernel/m', [1, 1]],
      ['elsewhere', [1]],
    ]);
    assert.deepEqual(
      model.weights.map(({ node }) => node),
      [0, -1, -1],
    );
    assert.deepEqual(
      model.weights.map(({ variableGroup }) => variableGroup),
      ['model', 'optimizer', 'model'],
    );
    assert.equal(model.weights[1]?.role, 'first moment');
  });
});

function layer(className: string, config: Json): Readonly<Record<string, Json>> {
  return { module: 'keras.layers', class_name: className, config, registered_name: null };
}

function call(...names: string[]): Json {
  const tensors = names.map((name) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], dtype: 'float32', keras_history: [name, 0, 0] },
  }));
  return { args: [tensors.length === 1 ? (tensors[0] ?? null) : tensors], kwargs: {} };
}

function modelOf(modelTopology: Json, weights: readonly (readonly [string, number[]])[]): Model {
  const entries = weights.map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  return readModel(
    JSON.stringify({ modelTopology, weightsManifest: [{ paths: ['w.bin'], weights: entries }] }),
    'model.json',
  );
}

function owners(model: Model): string[] {
  return model.weights.map(({ node, role }) => `${model.nodes[node]?.name ?? 'none'} ${role}`);
}
