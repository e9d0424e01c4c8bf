import assert from 'node:assert/strict';
import { naturalOrder } from '../../../src/core/naturalOrder';

describe('the order of checkpoints by name', () => {
  it('is that of their numbers', () => {
    const names = ['epoch-10', 'epoch-2', 'Epoch-1', 'epoch-2/b', 'best'];
    assert.deepEqual(names.toSorted(naturalOrder), [
      'best',
      'Epoch-1',
      'epoch-2',
      'epoch-2/b',
      'epoch-10',
    ]);
  });
});
