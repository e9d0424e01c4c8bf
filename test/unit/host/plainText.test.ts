import assert from 'node:assert/strict';
import { plainText } from '../../../src/host/window/plainText';

describe('a text that VS Code shows', () => {
  it('makes no link of the name of a tensor, and reads as before', () => {
    const text = 'Copied [kernel](command:evil) and a [1] (2).';
    assert.ok(!/\]\((?:https?:|command:|file:)/.test(plainText(text)));
    assert.equal(plainText(text).replaceAll('\u200b', ''), text);
    assert.equal(plainText('Copied dense/kernel.'), 'Copied dense/kernel.');
  });

  it('makes no icon of it', () => {
    const text = 'Copied $(check) and \\$(sync~spin) for $1 (2).';
    assert.ok(!/\$\([\w~-]+\)/.test(plainText(text)));
    assert.equal(plainText(text).replaceAll('\u200b', ''), text);
  });
});
