import assert from 'node:assert/strict';
import { makePlan, type PlanRow, type PlanSource } from '../../../src/core/inject/plan';
import type { Model } from '../../../src/core/model/model';
import { denseChain, denseWeights, plainModel } from '../../support/plainModel';

function source(model: Model, id = 1, broken: readonly [number, string][] = []): PlanSource {
  return { id, model, broken: new Map(broken) };
}

function plan(target: Model, ...sources: PlanSource[]): PlanRow[] {
  return makePlan({ model: target, broken: new Map() }, sources);
}

describe('the plan of an injection', () => {
  it('takes every weight of a model of the same layers', () => {
    const model = denseChain(['a', 'b'], [2, 3, 1]);
    const rows = plan(model, source(denseChain(['a', 'b'], [2, 3, 1])));
    assert.deepEqual(
      rows.map(({ include }) => include),
      [true, true, true, true],
    );
  });

  it('merges sub-models: what the first source lacks comes from the next', () => {
    const target = denseChain(['a', 'b'], [2, 3, 1]);
    const rows = plan(
      target,
      source(denseChain(['a'], [2, 3]), 1),
      source(plainModel([{ className: 'Dense', name: 'b' }], denseWeights(['b'], [3, 1])), 2),
    );
    assert.deepEqual(
      rows.map(({ from }) => from?.source),
      [1, 1, 2, 2],
    );
  });

  it('warns of an LSTM that was trained with another recurrent activation', () => {
    const lstm = (activation: string): Model =>
      plainModel(
        [{ className: 'LSTM', name: 'memory', config: { recurrent_activation: activation } }],
        [{ name: 'memory/kernel', shape: [2, 8] }],
      );
    const [row] = plan(lstm('hard_sigmoid'), source(lstm('sigmoid')));
    assert.equal(row?.include, true);
    assert.deepEqual(row.warnings, [
      'recurrent_activation differs: hard_sigmoid here, sigmoid there.',
    ]);
  });

  it('leaves out weights of the source that cannot be read, and says why', () => {
    const model = denseChain(['a'], [2, 3]);
    const rows = plan(model, source(model, 1, [[0, 'a/kernel lacks 3 bytes.']]));
    assert.equal(rows[0]?.reason, 'a/kernel lacks 3 bytes.');
    assert.equal(rows[0].include, false);
  });

  it('leaves out a bias whose kernel does not fit, unless the person takes it', () => {
    const rows = plan(denseChain(['a'], [2, 3]), source(denseChain(['a'], [4, 3])));
    assert.match(rows[0]?.reason ?? '', /2 × 3 here, 4 × 3 there/);
    assert.equal(rows[1]?.include, false);
    assert.equal(rows[1].reason, null);
    assert.match(rows[1].warnings.join(), /kernel of this layer is not injected/);
  });

  it('offers the overlap of classes with their biases, and of no hidden units', () => {
    const rows = plan(
      denseChain(['hidden', 'classes'], [2, 3, 12]),
      source(denseChain(['hidden', 'classes'], [2, 3, 10])),
    );
    assert.deepEqual(
      rows.slice(2).map(({ overlap }) => overlap),
      [
        { axis: 1, what: 'classes', count: 10 },
        { axis: 0, what: 'classes', count: 10 },
      ],
    );
    const hidden = plan(
      denseChain(['hidden', 'classes'], [2, 4, 10]),
      source(denseChain(['hidden', 'classes'], [2, 3, 10])),
    );
    assert.deepEqual(
      hidden.map(({ overlap }) => overlap),
      [null, null, null, null],
    );
  });

  it('offers the overlap of a vocabulary', () => {
    const embedding = (tokens: number): Model =>
      plainModel(
        [{ className: 'Embedding', name: 'words' }],
        [{ name: 'words/embeddings', shape: [tokens, 4] }],
      );
    const [row] = plan(embedding(20), source(embedding(30)));
    assert.deepEqual(row?.overlap, { axis: 0, what: 'tokens', count: 20 });
    assert.equal(row.include, false);
  });

  it('copies statistics and whole numbers whatever the rule for all is', () => {
    const model = plainModel(
      [{ className: 'BatchNormalization', name: 'bn' }],
      [
        { name: 'bn/gamma', shape: [3] },
        { name: 'bn/moving_variance', shape: [3] },
        { name: 'bn/count', shape: [3], dtype: 'int32' },
      ],
    );
    const rows = plan(model, source(model));
    assert.equal(rows[0]?.copies, null);
    assert.equal(rows[1]?.copies?.always, false);
    assert.equal(rows[2]?.copies?.always, true);
  });

  it('maps layers by name where one of them is frozen and getWeights would swap them', () => {
    const layers = (frozen: boolean) =>
      ['a', 'b'].map((name) => ({
        className: 'Dense',
        name,
        config: { trainable: !(frozen && name === 'a') },
      }));
    const weights = denseWeights(['a', 'b'], [3, 3, 3]);
    // tfjs lists what is trainable first: the frozen a comes last.
    const frozenOrder = [...weights.slice(2), ...weights.slice(0, 2)];
    const target = plainModel(layers(false), weights);
    const frozen = plainModel(layers(true), frozenOrder);
    for (const { target: index, from } of plan(target, source(frozen)))
      assert.equal(frozen.weights[from?.weight ?? -1]?.name, target.weights[index]?.name);
  });
});
