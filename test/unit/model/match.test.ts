import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/core/json';
import { configDifferences } from '../../../src/core/model/match/configDifferences';
import { matchModels } from '../../../src/core/model/match/matchModels';
import type { Model, ModelNode } from '../../../src/core/model/model';
import { alikeInShape, denseChain, denseWeights, plainModel } from '../../support/plainModel';

const SIZES = [3, 3, 3, 3];

/** "left <- right (by)" of every match, in the left model's order. */
function matched(left: Model, right: Model): string[] {
  return matchModels(left, right).matches.map(
    ({ left: a, right: b, by }) =>
      `${left.weights[a]?.name ?? ''} <- ${right.weights[b]?.name ?? ''} (${by})`,
  );
}

describe('matching two models', () => {
  it('pairs weights of one layer name and role, whatever the order of the manifest', () => {
    const left = denseChain(['a', 'b'], SIZES);
    const right = plainModel(
      ['a', 'b'].map((name) => ({ className: 'Dense', name })),
      denseWeights(['a', 'b'], SIZES).reverse(),
    );
    assert.deepEqual(matched(left, right).sort(), [
      'a/bias <- a/bias (name)',
      'a/kernel <- a/kernel (name)',
      'b/bias <- b/bias (name)',
      'b/kernel <- b/kernel (name)',
    ]);
  });

  it('reads the spellings of Keras 2 and Keras 3 as the same name', () => {
    const left = denseChain(['head', 'tail'], SIZES);
    const keras3 = plainModel(
      [],
      [
        { name: 'sequential/head/kernel', shape: [3, 3] },
        { name: 'sequential/head/bias:0', shape: [3] },
        { name: 'tail/kernel:0', shape: [3, 3] },
      ],
    );
    assert.deepEqual(matched(left, keras3).sort(), [
      'head/bias <- sequential/head/bias:0 (name)',
      'head/kernel <- sequential/head/kernel (name)',
      'tail/kernel <- tail/kernel:0 (name)',
    ]);
  });

  it('finds a recurrent layer whose weights lie in a cell', () => {
    const left = plainModel(
      [{ className: 'LSTM', name: 'memory' }],
      [{ name: 'memory/kernel', shape: [2, 8] }],
    );
    const right = plainModel([], [{ name: 'memory/lstm_cell_3/kernel:0', shape: [2, 8] }]);
    assert.equal(matched(left, right).length, 1);
  });

  it('takes numbers of automatic names for positions where the models count from elsewhere', () => {
    const left = denseChain(['dense_1', 'dense_2', 'dense_3'], SIZES);
    const right = denseChain(['dense_2', 'dense_3', 'dense_4'], SIZES);
    assert.deepEqual(
      matched(left, right).filter((line) => line.includes('kernel')),
      [
        'dense_1/kernel <- dense_2/kernel (position)',
        'dense_2/kernel <- dense_3/kernel (position)',
        'dense_3/kernel <- dense_4/kernel (position)',
      ],
    );
  });

  it('takes the automatic names of TensorFlow.js for what they are', () => {
    const left = denseChain(['dense_Dense1', 'dense_Dense2'], SIZES);
    const right = denseChain(['dense_Dense5', 'dense_Dense6'], SIZES);
    assert.deepEqual(
      matched(left, right).filter((line) => line.includes('bias')),
      [
        'dense_Dense1/bias <- dense_Dense5/bias (position)',
        'dense_Dense2/bias <- dense_Dense6/bias (position)',
      ],
    );
  });

  it('matches no automatic name where one model has more layers and counts from elsewhere', () => {
    const { matches, onlyLeft } = matchModels(
      denseChain(['dense_4', 'dense_5'], SIZES),
      denseChain(['dense', 'dense_1', 'dense_2'], SIZES),
    );
    assert.deepEqual(matches, []);
    assert.equal(
      onlyLeft[0]?.reason,
      'Ambiguous: there are 2 Dense in this place and 3 in the other model.',
    );
  });

  it('keeps names where a layer was added behind', () => {
    const left = denseChain(['dense', 'dense_1', 'dense_2'], [4, 5, 6, 2]);
    const right = denseChain(['dense', 'dense_1'], [4, 5, 6]);
    const { matches, onlyLeft } = matchModels(left, right);
    assert.deepEqual(
      matches.map(({ by }) => by),
      ['name', 'name', 'name', 'name'],
    );
    assert.equal(onlyLeft.length, 2);
  });

  it('never matches by shape alone', () => {
    const [left, right] = alikeInShape();
    const { matches, conflicts, onlyLeft } = matchModels(left, right);
    assert.deepEqual([matches, conflicts], [[], []]);
    assert.match(onlyLeft[0]?.reason ?? '', /no weight of this name/);
  });

  it('tells a differing shape, type, class and order of gates as conflicts', () => {
    const conflict = (
      [leftClass, leftShape, leftType]: [string, number[], string],
      [rightClass, rightShape, rightType]: [string, number[], string],
    ): string | undefined =>
      matchModels(
        plainModel(
          [{ className: leftClass, name: 'x' }],
          [{ name: 'x/kernel', shape: leftShape, dtype: leftType }],
        ),
        plainModel(
          [{ className: rightClass, name: 'x' }],
          [{ name: 'x/kernel', shape: rightShape, dtype: rightType }],
        ),
      ).conflicts[0]?.reason;
    assert.equal(
      conflict(['Dense', [2, 6], 'float32'], ['Dense', [3, 6], 'float32']),
      'The shape differs: 2 × 6 here, 3 × 6 there.',
    );
    assert.equal(
      conflict(['Dense', [2, 6], 'float32'], ['Dense', [2, 6], 'int32']),
      'The type differs: float32 here, int32 there.',
    );
    assert.equal(
      conflict(['Conv2D', [3, 3, 4, 4], 'float32'], ['Conv2DTranspose', [3, 3, 4, 4], 'float32']),
      'The class of the layer differs: Conv2D here, Conv2DTranspose there.',
    );
  });

  it('never offers an optimizer slot', () => {
    const slots = [{ name: 'dense/kernel/m', shape: [3, 3], group: 'optimizer' as const }];
    const left = plainModel(
      [{ className: 'Dense', name: 'dense' }],
      [{ name: 'dense/kernel', shape: [3, 3] }, ...slots],
    );
    const result = matchModels(left, left);
    assert.equal(result.matches.length, 1);
    assert.deepEqual([...result.onlyLeft, ...result.onlyRight], []);
  });

  it('pairs each weight at most once and loses none, over permuted and renamed models', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('dense', 'dense_1', 'dense_2', 'x', 'y', 'z'), {
          minLength: 1,
        }),
        fc.uniqueArray(fc.constantFrom('dense', 'dense_1', 'dense_2', 'x', 'y', 'z'), {
          minLength: 1,
        }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 7, maxLength: 7 }),
        (names, others, sizes) => {
          const left = denseChain(names, sizes);
          const right = denseChain(others, sizes);
          const { matches, conflicts, onlyLeft, onlyRight } = matchModels(left, right);
          const lefts = [...matches, ...conflicts].map(({ left: i }) => i);
          const rights = [...matches, ...conflicts].map(({ right: i }) => i);
          const all = (model: Model): number[] => [...model.weights.keys()];
          const sorted = (list: number[]): number[] => list.sort((a, b) => a - b);
          assert.deepEqual(sorted([...lefts, ...onlyLeft.map(({ weight }) => weight)]), all(left));
          assert.deepEqual(
            sorted([...rights, ...onlyRight.map(({ weight }) => weight)]),
            all(right),
          );
          for (const { left: a, right: b } of matches) {
            const [one, other] = [left.weights[a], right.weights[b]];
            assert.deepEqual([one?.shape, one?.role], [other?.shape, other?.role]);
          }
        },
      ),
    );
  });

  it('finds every weight of a model in itself under permuted manifest entries', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(denseWeights(['a', 'dense', 'dense_7', 'b'], [2, 3, 3, 3, 3]), {
          minLength: 8,
        }),
        (permuted) => {
          const layers = ['a', 'dense', 'dense_7', 'b'].map((name) => ({
            className: 'Dense',
            name,
          }));
          const left = plainModel(
            layers,
            denseWeights(['a', 'dense', 'dense_7', 'b'], [2, 3, 3, 3, 3]),
          );
          const right = plainModel(layers, permuted);
          const { matches } = matchModels(left, right);
          assert.equal(matches.length, 8);
          for (const { left: a, right: b } of matches)
            assert.equal(left.weights[a]?.name, right.weights[b]?.name);
        },
      ),
    );
  });
});

describe('comparing the configs of two layers', () => {
  const differences = (left: object, right: object, className = 'LSTM') => {
    const node = (config: object) => plainModel([{ className, name: 'x', config }], []).nodes[0];
    return configDifferences(node(left), node(right));
  };

  it('tells a recurrent activation that only one of them states', () => {
    assert.deepEqual(differences({}, { recurrent_activation: 'sigmoid' }), [
      { field: 'recurrent_activation', left: 'hard_sigmoid', right: 'sigmoid' },
    ]);
  });

  it('does not mind how the same is spelled', () => {
    assert.deepEqual(
      differences(
        { activation: 'hardSigmoid', strides: [2, 2], data_format: 'channels_last' },
        { activation: { class_name: 'function', config: 'hard_sigmoid' }, strides: 2 },
        'Conv2D',
      ),
      [],
    );
  });

  it('takes no name for one that every object has, and follows no endless nest', () => {
    let deep: Json = 1;
    for (let i = 0; i < 20_000; i++) deep = [deep];
    assert.deepEqual(differences({ activation: 'constructor' }, { activation: '__proto__' }), [
      { field: 'activation', left: 'constructor', right: '__proto__' },
    ]);
    const [node] = plainModel([{ className: 'LSTM', name: 'x', config: {} }], []).nodes;
    const nested = { ...node, config: { strides: deep } } as ModelNode;
    assert.deepEqual(configDifferences(nested, nested), []);
  });

  it('knows that it cannot tell where a file holds no config', () => {
    const bare = plainModel([], [{ name: 'x/kernel', shape: [1] }]).nodes[0];
    assert.equal(configDifferences(bare, bare), null);
  });
});
