import assert from 'node:assert/strict';
import { isKept } from '../../../src/webview/compare/kept';

describe('what the tab of a comparison keeps', () => {
  const sides = { a: 'file:///a/model.json', b: 'file:///b/model.json' };

  it('is taken with its pairs made by hand, and before there is anything to keep', () => {
    assert.ok(isKept(null));
    assert.ok(isKept({ ...sides, hand: [] }));
    assert.ok(isKept({ ...sides, hand: [{ left: 'a/kernel', right: 'b/kernel' }] }));
  });

  it('is not taken where another version kept another thing', () => {
    for (const other of [
      undefined,
      sides,
      { ...sides, hand: {} },
      { ...sides, hand: [null] },
      { ...sides, hand: [{ left: 'a/kernel' }] },
      { a: 1, b: 2, hand: [] },
    ])
      assert.ok(!isKept(other));
  });
});
