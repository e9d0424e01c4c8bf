import assert from 'node:assert/strict';
import { keyShift } from '../../../src/webview/ui/virtualRows';

describe('rows of a long list', () => {
  it('keep their elements while they stay in sight', () => {
    assert.equal(keyShift({ start: 10, end: 50 }, 7, { start: 49, end: 90 }), 7);
    assert.equal(keyShift({ start: 10, end: 50 }, 7, { start: 0, end: 11 }), 7);
  });

  it('take over the elements of the rows before them after a jump, the first those of the first', () => {
    const [before, after] = [
      { start: 10, end: 50 },
      { start: 900, end: 940 },
    ];
    const shift = keyShift(before, 7, after);
    assert.equal(after.start + shift, before.start + 7);
    assert.equal(before.start + keyShift(after, shift, before), before.start + 7);
  });
});
