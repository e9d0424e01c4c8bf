import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type HandPair, withoutPair, withPair } from '../../../src/core/model/match/handPairs';
import { matchModels } from '../../../src/core/model/match/matchModels';
import type { WeightMatch } from '../../../src/core/model/match/modelMatch';
import type { Model } from '../../../src/core/model/model';
import { alikeInShape, denseChain, plainModel } from '../../support/plainModel';

const NAMES = ['dense', 'dense_1', 'x', 'y', 'z'];
const chain = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }),
    fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([names, sizes]) => denseChain(names, sizes));
/** Of weights that one of the models may lack, and that may have other shapes. */
const pairs = fc.array(
  fc.record({
    left: fc.constantFrom(...NAMES.flatMap((name) => [`${name}/kernel`, `${name}/bias`])),
    right: fc.constantFrom(...NAMES.flatMap((name) => [`${name}/kernel`, `${name}/bias`])),
  }),
  { maxLength: 4 },
);

const sorted = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b);
const nameOf = (model: Model, index: number): string => model.weights[index]?.name ?? '';

describe('pairing weights of two models by hand', () => {
  it('loses no weight and has none twice, whatever is paired', () => {
    fc.assert(
      fc.property(chain, chain, pairs, (left, right, hand) => {
        const { matches, conflicts, onlyLeft, onlyRight, leftOut } = matchModels(left, right, hand);
        const both = [...matches, ...conflicts];
        const alone = (list: typeof onlyLeft): number[] => list.map(({ weight }) => weight);
        assert.deepEqual(sorted([...both.map((one) => one.left), ...alone(onlyLeft)]), [
          ...left.weights.keys(),
        ]);
        assert.deepEqual(sorted([...both.map((one) => one.right), ...alone(onlyRight)]), [
          ...right.weights.keys(),
        ]);
        const byHand = matches.filter(({ by }) => by === 'hand');
        assert.equal(byHand.length + leftOut.length, hand.length);
        for (const { left: a, right: b } of byHand) {
          assert.deepEqual(left.weights[a]?.shape, right.weights[b]?.shape);
          const pair = { left: nameOf(left, a), right: nameOf(right, b) };
          assert.ok(hand.some((one) => one.left === pair.left && one.right === pair.right));
        }
      }),
    );
  });

  it('changes no match but those of the weights that are paired', () => {
    fc.assert(
      fc.property(chain, chain, pairs, (left, right, hand) => {
        const paired = matchModels(left, right, hand);
        const byHand = paired.matches.filter(({ by }) => by === 'hand');
        const isFree = (one: WeightMatch): boolean =>
          !byHand.some((pair) => pair.left === one.left || pair.right === one.right);
        const { matches, conflicts } = matchModels(left, right);
        const others = paired.matches.filter(({ by }) => by !== 'hand');
        const inOrder = (list: readonly WeightMatch[]) => list.toSorted((x, y) => x.left - y.left);
        assert.deepEqual(others, inOrder(matches.filter(isFree)));
        assert.deepEqual(paired.conflicts, conflicts.filter(isFree));
      }),
    );
  });

  it('pairs what never matches by itself: other names, roles and classes of one shape', () => {
    const [left, right] = alikeInShape();
    assert.deepEqual(matchModels(left, right, [{ left: 'x/kernel', right: 'y/kernel' }]), {
      matches: [{ left: 0, right: 0, by: 'hand' }],
      ...{ conflicts: [], onlyLeft: [], onlyRight: [], leftOut: [] },
    });
  });

  it('takes a weight from its match by name, and says of the other why it is alone', () => {
    const model = denseChain(['a', 'b'], [2, 2, 2]);
    const hand = [{ left: 'a/kernel', right: 'b/kernel' }];
    const { matches, onlyLeft, onlyRight } = matchModels(model, model, hand);
    assert.deepEqual(
      matches.map(({ left, right, by }) => [nameOf(model, left), nameOf(model, right), by]),
      [
        ['a/kernel', 'b/kernel', 'hand'],
        ['a/bias', 'a/bias', 'name'],
        ['b/bias', 'b/bias', 'name'],
      ],
    );
    assert.deepEqual(
      [...onlyLeft, ...onlyRight].map(({ weight, reason }) => [nameOf(model, weight), reason]),
      ['b/kernel', 'a/kernel'].map((name) => [
        name,
        'What stands for it in the other model is paired by hand with another weight.',
      ]),
    );
  });

  it('leaves out with its reason what the models do not hold as they are now', () => {
    const left = plainModel(
      [],
      [
        { name: 'a', shape: [2] },
        { name: 'twice', shape: [2] },
        { name: 'twice', shape: [2] },
        { name: 'whole', shape: [2], dtype: 'int32' },
        { name: 'slot', shape: [2], group: 'optimizer' },
      ],
    );
    const right = plainModel(
      [],
      [
        { name: 'b', shape: [2] },
        { name: 'c', shape: [3] },
        { name: 'd', shape: [2] },
      ],
    );
    const hand: readonly HandPair[] = [
      { left: 'gone', right: 'b' },
      { left: 'a', right: 'gone' },
      { left: 'twice', right: 'b' },
      { left: 'slot', right: 'b' },
      { left: 'a', right: 'c' },
      { left: 'whole', right: 'b' },
      { left: 'a', right: 'b' },
      { left: 'a', right: 'd' },
    ];
    const { matches, leftOut } = matchModels(left, right, hand);
    assert.deepEqual(matches, [{ left: 0, right: 0, by: 'hand' }]);
    assert.deepEqual(
      leftOut.map(({ reason }) => reason),
      [
        'The tensor is gone here.',
        'The tensor is gone there.',
        'Several tensors share the name here.',
        'The tensor is gone here.',
        'The shape differs: 2 here, 3 there.',
        'The type differs: int32 here, float32 there.',
        'One of the two is paired by hand already.',
      ],
    );
  });

  it('gives up what either of a new pair was paired with before', () => {
    const kept = [
      { left: 'a', right: 'x' },
      { left: 'b', right: 'y' },
      { left: 'c', right: 'z' },
    ];
    const repaired = withPair(kept, { left: 'a', right: 'y' });
    assert.deepEqual(repaired, [
      { left: 'c', right: 'z' },
      { left: 'a', right: 'y' },
    ]);
    assert.deepEqual(withoutPair(repaired, 'right', 'y'), [{ left: 'c', right: 'z' }]);
  });
});
