import assert from 'node:assert/strict';
import { unlinked } from '../../../src/host/unlinked';

describe('a text for a notification', () => {
  it('makes no link of the name of a tensor, and reads as before', () => {
    const text = 'Copied [kernel](command:evil) and a [1] (2).';
    assert.ok(!/\]\((?:https?:|command:|file:)/.test(unlinked(text)));
    assert.equal(unlinked(text).replaceAll('\u200b', ''), text);
    assert.equal(unlinked('Copied dense/kernel.'), 'Copied dense/kernel.');
  });
});
