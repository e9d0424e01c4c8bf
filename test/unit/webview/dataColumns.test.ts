import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnSummary, withColumns } from '../../../src/webview/data/columnSummary';

const PIXELS = Array.from({ length: 784 }, (_, i) => `x${i + 1}`);

describe('The columns of an input', () => {
  it('are told by name where they are few, else by the first and the last', () => {
    assert.equal(columnSummary([]), 'none chosen');
    assert.equal(columnSummary(['a', 'b', 'c']), 'a, b, c');
    assert.equal(columnSummary(PIXELS), 'x1 … x784 (784 columns)');
  });

  it('come in the order of the file, whichever is ticked first', () => {
    const once = withColumns([], PIXELS, ['x9'], true);
    assert.deepEqual(withColumns(once, PIXELS, ['x2', 'x3'], true), ['x2', 'x3', 'x9']);
    assert.deepEqual(withColumns(PIXELS, PIXELS, ['x1', 'x784'], false), PIXELS.slice(1, -1));
  });

  it('keep another order that the model was trained with', () => {
    assert.deepEqual(withColumns(['c', 'a'], ['a', 'b', 'c'], ['b'], true), ['c', 'a', 'b']);
    assert.deepEqual(withColumns(['c', 'a'], ['a', 'b', 'c'], ['c'], false), ['a']);
  });

  it('are each there once, however often they are ticked', () => {
    const some = fc.subarray(PIXELS.slice(0, 12));
    fc.assert(
      fc.property(some, some, fc.boolean(), (chosen, changed, taken) => {
        const after = withColumns(chosen, PIXELS, changed, taken);
        assert.equal(new Set(after).size, after.length);
        for (const name of changed) assert.equal(after.includes(name), taken);
        for (const name of chosen)
          if (!changed.includes(name)) assert.equal(after.includes(name), true);
      }),
    );
  });
});
