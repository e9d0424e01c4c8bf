import assert from 'node:assert/strict';
import { filledBlock, singleValue } from '../../../../src/webview/editor/tensor/blockText';

const range = (start: number, end: number) => ({ start, end });

describe('One value for many cells', () => {
  it('becomes a block of tabs and lines as large as the selection', () => {
    const text = filledBlock('0.5', { rows: range(3, 5), columns: range(1, 4) });
    assert.equal(text, '0.5\t0.5\t0.5\n0.5\t0.5\t0.5');
  });

  it('is told from a pasted block, whatever line end it comes with', () => {
    assert.equal(singleValue('0.5'), '0.5');
    assert.equal(singleValue('0.5\r\n'), '0.5');
    assert.equal(singleValue('1\t2'), undefined);
    assert.equal(singleValue('1\n2\n'), undefined);
    assert.equal(singleValue('1\r2'), undefined);
  });

  it('is refused with a sentence for more cells than the clipboard could hold', () => {
    assert.throws(
      () => filledBlock('0', { rows: range(0, 1001), columns: range(0, 1000) }),
      /1,001 × 1,000 cells are selected; at most 1,000,000/,
    );
  });
});
