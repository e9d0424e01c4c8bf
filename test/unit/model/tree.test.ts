import * as assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { buildTree, type Tree } from '../../../src/core/model/buildTree';
import { filterRows } from '../../../src/core/model/filterRows';
import { readModel } from '../../../src/core/model/readModel';
import { shownShape } from '../../../src/core/model/shownShape';
import { summarize } from '../../../src/core/model/summarize';
import { manyLayersJson } from '../../support/bigModels';
import { plainModel } from '../../support/plainModel';
import { LAYER_KINDS, savedModel, sequential } from '../../support/tfjsModels';

describe('the tree of a model', () => {
  it('shows weights beneath their layer, what is not trained last, whatever the order in the file', () => {
    const names = ['moving_variance', 'beta', 'moving_mean', 'gamma'];
    const tree = treeOf({
      topology: [{ class_name: 'BatchNormalization', config: { name: 'bn' } }],
      weights: names.map((name) => ({ name: `bn/${name}`, shape: [3], dtype: 'float32' })),
    });
    assert.deepEqual(outline(tree), [
      'layer bn BatchNormalization 12',
      '  weight gamma gamma 3',
      '  weight beta beta 3',
      '  weight moving_mean moving mean 3',
      '  weight moving_variance moving variance 3',
    ]);
    assert.deepEqual(Array.from(tree.weightRow), [4, 2, 3, 1]);
    assert.deepEqual([...tree.skeleton.end], [5, 2, 3, 4, 5]);
  });

  it('adds up parameters through nested models, counting shared layers once', async () => {
    const build = LAYER_KINDS['nested models'];
    assert.ok(build !== undefined);
    const tree = buildTree(readModel((await savedModel(build())).json, 'm'));
    assert.deepEqual(outline(tree), [
      'layer in InputLayer 0',
      'model inner_model Sequential 8',
      '  layer inner_dense Dense 8',
      '    weight kernel kernel 6',
      '    weight bias bias 2',
      'layer out Dense 3',
      '  weight kernel kernel 2',
      '  weight bias bias 1',
    ]);
  });

  it('puts the optimizer’s slots and weights of no layer into groups at the end', async () => {
    const model = sequential(tf.layers.dense({ name: 'd', units: 1, inputShape: [2] }));
    model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
    await model.fit(tf.zeros([2, 2]), tf.zeros([2, 1]), { epochs: 1 });
    const tree = buildTree(
      readModel((await savedModel(model, { includeOptimizer: true })).json, 'm'),
    );
    const { skeleton } = tree;
    const group = Array.from({ length: tree.count }, (_, i) => tree.row(i)).findIndex(
      ({ kind }) => kind === 'group',
    );
    assert.equal(tree.row(group).name, 'Optimizer');
    assert.equal(skeleton.end[group], tree.count);
    assert.equal(summarize(tree.model).parameters, 3);
  });

  it('shows weights at the top where there are no layers at all', () => {
    const tree = buildTree(
      readModel('[{"paths":["x"],"weights":[{"name":"w","shape":[],"dtype":"int32"}]}]', 'm'),
    );
    assert.deepEqual(outline(tree), ['weight w w 1']);
    assert.equal(tree.row(0).shape, 'scalar');
  });

  it('is empty for an empty model, and has no row beyond its last', () => {
    const tree = buildTree(readModel('{"modelTopology":null,"weightsManifest":[]}', 'm'));
    assert.equal(tree.count, 0);
    assert.throws(() => tree.row(0), RangeError);
  });

  it('is found in by name, class and role, ignoring case', () => {
    const tree = buildTree(readModel(manyLayersJson(20), 'm'));
    const names = (text: string): string[] =>
      [...filterRows(tree, text)].map((i) => tree.row(i).name);
    assert.deepEqual(names('INPUTLAYER'), ['input_1']);
    assert.deepEqual(names('dense_dense7'), ['dense_Dense7', 'kernel', 'bias']);
    assert.equal(names('kernel').length, 20);
    assert.deepEqual(names('nothing of this name'), []);
  });

  it('of 10,000 layers has a row for each layer and weight', () => {
    const tree = buildTree(readModel(manyLayersJson(10_000), 'm'));
    assert.equal(tree.count, 30_002);
    assert.equal(tree.row(30_000).name, 'bias');
    assert.equal(tree.row(29_998).shape, '(None, 4)');
  });
});

describe('the summary of a model', () => {
  it('tells what the header shows, with the training config of either place', () => {
    const model = readModel(
      JSON.stringify({
        format: 'layers-model',
        generatedBy: 'keras v2.15.0',
        convertedBy: 'TensorFlow.js Converter v4.22.0',
        modelTopology: {
          training_config: { loss: 'mse' },
          model_config: {
            class_name: 'Sequential',
            config: {
              name: 's',
              layers: [{ class_name: 'Dense', config: { name: 'd', trainable: false } }],
            },
          },
        },
        userDefinedMetadata: { classes: ['a'] },
        weightsManifest: [
          { paths: ['1', '2'], weights: [{ name: 'd/kernel', shape: [2, 3], dtype: 'float32' }] },
        ],
      }),
      'm',
    );
    assert.deepEqual(summarize(model), {
      format: 'layers-model',
      className: 'Sequential',
      name: 's',
      generatedBy: 'keras v2.15.0',
      convertedBy: 'TensorFlow.js Converter v4.22.0',
      layerCount: 1,
      weightCount: 1,
      parameters: 6,
      trainableParameters: 0,
      optimizerParameters: 0,
      bytes: 24,
      optimizerBytes: 0,
      trainingConfig: { text: '{\n  "loss": "mse"\n}', cut: false },
      userDefinedMetadata: { text: '{\n  "classes": [\n    "a"\n  ]\n}', cut: false },
      signature: null,
      problems: [],
    });
  });

  it('counts what the optimizer keeps apart from the parameters', () => {
    const model = plainModel(
      [{ className: 'Dense', name: 'd' }],
      [
        { name: 'd/kernel', shape: [2, 3] },
        { name: 'd/kernel/m', shape: [2, 3], group: 'optimizer' },
        { name: 'd/kernel/v', shape: [2, 3], group: 'optimizer' },
      ],
    );
    const { parameters, optimizerParameters, bytes, optimizerBytes } = summarize(model);
    assert.deepEqual([parameters, optimizerParameters], [6, 12]);
    assert.deepEqual([bytes, optimizerBytes], [72, 48]);
  });
});

describe('the shape that is shown', () => {
  it('of complex numbers has one more axis, for their parts', () => {
    const axes = [{ name: 'unit', size: 3 }];
    const shown = shownShape({ dtype: 'complex64', shape: [3], axes });
    assert.deepEqual(shown.shape, [3, 2]);
    assert.equal(shown.axes[1]?.name, 'part');
    assert.deepEqual(shownShape({ dtype: 'float32', shape: [3], axes }), { shape: [3], axes });
  });
});

function treeOf(parts: {
  readonly topology: readonly object[];
  readonly weights: readonly object[];
}): Tree {
  const modelTopology = { class_name: 'Sequential', config: { name: 's', layers: parts.topology } };
  const weightsManifest = [{ paths: ['w.bin'], weights: parts.weights }];
  return buildTree(readModel(JSON.stringify({ modelTopology, weightsManifest }), 'm'));
}

function outline(tree: Tree): string[] {
  return Array.from({ length: tree.count }, (_, i) => {
    const { kind, name, className, parameters } = tree.row(i);
    return `${'  '.repeat(tree.skeleton.depth[i] ?? 0)}${kind} ${name} ${className} ${parameters}`;
  });
}
