import * as assert from 'node:assert/strict';
import { buildTree } from '../../../src/core/model/buildTree';
import { firstToShow } from '../../../src/core/model/firstToShow';
import { readModel } from '../../../src/core/model/readModel';

describe('the weight that is shown first', () => {
  const first = (names: readonly string[], shape: readonly number[]): string | undefined => {
    const weights = names.map((name) => ({ name, shape, dtype: 'float32' }));
    const model = readModel(JSON.stringify([{ paths: ['w.bin'], weights }]), 'manifest.json');
    return model.weights[firstToShow(buildTree(model)) ?? -1]?.name;
  };

  it('is the first kernel, whatever lies before it', () => {
    assert.equal(first(['a/begin', 'b/bias', 'c/kernel', 'd/kernel'], [2, 2]), 'c/kernel');
  });

  it('is the first weight where there is no kernel', () => {
    assert.equal(first(['a/begin', 'b/bias'], [2]), 'a/begin');
  });

  it('is none where there are no weights', () => {
    assert.equal(first([], []), undefined);
  });
});
