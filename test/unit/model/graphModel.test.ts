import * as assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import { buildTree } from '../../../src/core/model/buildTree';
import type { Model } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';
import { MAX_SCOPES } from '../../../src/core/model/scopes';

const SCOPE = 'StatefulPartitionedCall/model';

describe('a GraphModel', () => {
  const model = modelOf(
    [
      op('x', 'Placeholder', [], { shape: { shape: { dim: [{ size: '-1' }, { size: '3' }] } } }),
      op(`${SCOPE}/dense/MatMul/ReadVariableOp`, 'Const'),
      op(`${SCOPE}/dense/BiasAdd/ReadVariableOp`, 'Const'),
      op(`${SCOPE}/dense/MatMul`, 'MatMul', ['x', `${SCOPE}/dense/MatMul/ReadVariableOp`]),
      op(`${SCOPE}/dense/BiasAdd`, 'BiasAdd', [`${SCOPE}/dense/MatMul`, 'through']),
      op('through', 'Identity', [`${SCOPE}/dense/BiasAdd/ReadVariableOp`]),
      op('unused', 'Const'),
      op('shape', 'Const'),
      op('Reshape', 'Reshape', [`${SCOPE}/dense/BiasAdd:0`, 'shape', '^x']),
    ],
    [
      [`${SCOPE}/dense/MatMul/ReadVariableOp`, [3, 4]],
      [`${SCOPE}/dense/BiasAdd/ReadVariableOp`, [4]],
      ['unused', [7]],
      ['shape', [2]],
    ],
  );

  it('shows name scopes with their ops, and each weight beneath the op that takes it', () => {
    assert.deepEqual(model.problems, []);
    assert.equal(model.format, 'graph-model');
    assert.deepEqual(outline(model), [
      'x [Placeholder] (None, 3)',
      `${SCOPE}/dense []`,
      '  MatMul [MatMul]',
      '    ReadVariableOp [kernel] 3 × 4',
      '  BiasAdd [BiasAdd]',
      '    ReadVariableOp [bias] 4',
      'through [Identity]',
      'unused [Const]',
      '  unused [unused] 7',
      'Reshape [Reshape]',
      '  shape [shape] 2',
    ]);
  });

  it('names axes by the op and says that nothing is known of training', () => {
    const [kernel] = model.weights;
    assert.deepEqual(
      kernel?.axes.map(({ name }) => name),
      ['input', 'unit'],
    );
    assert.equal(kernel.trainable, false);
    assert.match(kernel.meaning, /row = input feature, column = unit.*does not say whether/);
  });

  it('sees that a matrix is stored transposed', () => {
    const transposed = modelOf(
      [
        op('k', 'Const'),
        op('x', 'Placeholder'),
        op('m', 'MatMul', ['x', 'k'], { transpose_b: { b: true } }),
      ],
      [['k', [4, 3]]],
    );
    assert.deepEqual(
      transposed.weights[0]?.axes.map(({ name }) => name),
      ['unit', 'input'],
    );
  });

  it('knows the arguments of fused convolutions', () => {
    const fused = modelOf(
      [
        ...['x', 'k', 'b', 'a'].map((name) => op(name, 'Const')),
        op('conv', '_FusedConv2D', ['x', 'k', 'b', 'a'], {
          fused_ops: { list: { s: ['Qmlhc0FkZA==', 'UHJlbHU='] } },
        }),
      ],
      [
        ['k', [3, 3, 2, 4]],
        ['b', [4]],
        ['a', [4]],
      ],
    );
    assert.deepEqual(
      fused.weights.map(({ role }) => role),
      ['kernel', 'bias', 'alpha'],
    );
    assert.deepEqual(fused.weights[0]?.filters, { height: 0, width: 1, input: 2, pictures: [3] });
  });

  it('shows the function library under one scope, with its constants', () => {
    const library = {
      function: [
        {
          signature: { name: 'cond_true', inputArg: [{ name: 'arg' }] },
          nodeDef: [op('k', 'Const'), op('mul', 'MatMul', ['arg', 'k:output:0'])],
        },
      ],
    };
    const withLibrary = modelOf([op('x', 'Placeholder')], [['k', [2, 2]]], { library });
    assert.deepEqual(withLibrary.problems, []);
    assert.deepEqual(outline(withLibrary), [
      'x [Placeholder]',
      'Functions/cond_true/mul [MatMul]',
      '  k [kernel] 2 × 2',
    ]);
  });

  it('takes shapes from the signature, that of the metadata first', () => {
    const info = (size: string): Json => ({ name: 'x:0', tensorShape: { dim: [{ size }] } });
    const text = JSON.stringify({
      modelTopology: { node: [op('x', 'Placeholder')] },
      signature: { inputs: { x: info('5') } },
      userDefinedMetadata: { signature: { inputs: { x: info('6') } } },
    });
    assert.deepEqual(readModel(text, 'm').nodes[0]?.outputShape, [6]);
  });

  it('has no shape from sizes that are neither numbers nor texts', () => {
    for (const size of [{ toString: 1, valueOf: 1 }, [[3]], true, null]) {
      const attr = { shape: { shape: { dim: [{ size }] } } };
      assert.equal(
        modelOf([op('x', 'Placeholder', [], attr)], []).nodes[0]?.outputShape,
        undefined,
      );
    }
  });

  it('says how many ops it leaves out where their names make too many scopes', () => {
    const scopes = 60;
    const ops = Array.from({ length: Math.ceil(MAX_SCOPES / scopes) + 2 }, (_, i) =>
      op(Array.from({ length: scopes }, (__, k) => `${i}_${k}`).join('/'), 'Neg'),
    );
    assert.match(modelOf(ops, []).problems.join(), /so \d+ ops of \d+ cannot be shown/);
  });

  it('says which op takes something that is not there, and goes on', () => {
    const broken = modelOf([op('y', 'Relu', ['gone'])], [['w', [1]]]);
    assert.match(broken.problems.join(), /"y" takes "gone" as input/);
    assert.deepEqual(outline(broken), ['y [Relu]', 'Weights in no layer []', '  w [w] 1']);
  });
});

describe('a bare weights manifest', () => {
  it('of face-api.js is arranged by its names, with roles told by them', () => {
    const entries = [
      ['conv0/filters', [3, 3, 3, 16]],
      ['conv0/bias', [16]],
      ['dense/conv1/depthwise_filter', [3, 3, 16, 1]],
      ['loose', [1]],
    ].map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
    const model = readModel(JSON.stringify([{ paths: ['shard1'], weights: entries }]), 'm');
    assert.equal(model.format, 'weights-manifest');
    assert.deepEqual(outline(model), [
      'conv0 []',
      '  filters [kernel] 3 × 3 × 3 × 16',
      '  bias [bias] 16',
      'dense/conv1 []',
      '  depthwise_filter [depthwise kernel] 3 × 3 × 16 × 1',
      'Weights in no layer []',
      '  loose [loose] 1',
    ]);
  });
});

function op(name: string, type: string, input: readonly string[] = [], attr: Json = {}): Json {
  return { name, op: type, input, attr };
}

function modelOf(
  node: readonly Json[],
  weights: readonly (readonly [string, number[]])[],
  more: Readonly<Record<string, Json>> = {},
): Model {
  const entries = weights.map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  const json = {
    modelTopology: { node, ...more },
    weightsManifest: [{ paths: ['w.bin'], weights: entries }],
  };
  return readModel(JSON.stringify(json), 'model.json');
}

function outline(model: Model): string[] {
  const tree = buildTree(model);
  return Array.from({ length: tree.count }, (_, i) => {
    const { name, className, shape } = tree.row(i);
    return `${'  '.repeat(tree.skeleton.depth[i] ?? 0)}${name} [${className}] ${shape}`.trimEnd();
  });
}
