import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/core/json';
import { boundedJson } from '../../../src/core/boundedJson';
import { highlight } from '../../../src/webview/editor/tree/highlight';
import { counted } from '../../../src/webview/ui/amounts';

describe('stored JSON as text', () => {
  it('is what JSON.stringify makes of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const { text, cut } = boundedJson(value, 1_000_000);
        assert.equal(text, JSON.stringify(value, null, 2));
        assert.equal(cut, false);
      }),
    );
  });

  it('ends soon after the limit and says so', () => {
    const { text, cut } = boundedJson(
      Array.from({ length: 100_000 }, () => 'x'.repeat(50)),
      1000,
    );
    assert.ok(text.length < 1200);
    assert.equal(cut, true);
  });

  it('cuts one endless string too', () => {
    assert.ok(boundedJson('x'.repeat(1_000_000), 1000).text.length < 1100);
  });

  it('does not overflow on thousands of levels', () => {
    let deep: Json = 'bottom';
    for (let level = 0; level < 100_000; level++) deep = [deep];
    assert.match(boundedJson(deep, 1_000_000).text, /…/);
  });
});

describe('a match in a name', () => {
  it('is marked wherever it stands, whatever the case', () => {
    assert.deepEqual(highlight('Dense_denser', 'dense'), [
      { text: 'Dense', match: true },
      { text: '_', match: false },
      { text: 'dense', match: true },
      { text: 'r', match: false },
    ]);
  });

  it('never loses a letter of the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 3 }), (text, wanted) => {
        const pieces = highlight(text, wanted);
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
      }),
    );
  });

  it('is none where lower case would shift the letters', () => {
    assert.deepEqual(highlight('İstanbul', 'stan'), [{ text: 'İstanbul', match: false }]);
  });
});

describe('counts in words', () => {
  it('are grouped, and one is one', () => {
    assert.equal(counted(1, 'layer'), '1 layer');
    assert.equal(counted(1234, 'layer'), '1,234 layers');
    assert.equal(counted(2, 'entry', 'entries'), '2 entries');
  });
});
