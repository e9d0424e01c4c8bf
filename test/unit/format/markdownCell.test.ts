import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cell } from '../../../src/core/markdownCell';

describe('a text from a file within Markdown', () => {
  it('starts no HTML, link or line, whatever it escapes itself', () => {
    assert.equal(cell('\\<img src=x>'), '\\\\\\<img src=x\\>');
    assert.equal(cell('[a](command:b)'), '\\[a\\](command:b)');
    assert.equal(cell('one\r\n# two'), 'one \\# two');
  });
});
