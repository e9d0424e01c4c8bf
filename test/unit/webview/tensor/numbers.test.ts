import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  byteText,
  cellText,
  count,
  numberText,
  percentText,
  shortNumber,
} from '../../../../src/webview/ui/numberFormat';
import { indexTicks, niceStep, symmetricTicks } from '../../../../src/webview/ui/ticks';

describe('numbers in cells', () => {
  it('read back as the stored float32, bit for bit', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const text = cellText(Float32Array.of(x), 0, 'full');
        assert.ok(Object.is(Math.fround(Number(text)), x), `${x} ${text}`);
      }),
    );
  });

  it('show a float32 tenth as 0.1', () => {
    assert.equal(cellText(Float32Array.of(0.1), 0, 'full'), '0.1');
  });

  it('name NaN and the infinities in every format', () => {
    for (const format of ['full', 'fixed', 'scientific'] as const) {
      assert.equal(numberText(NaN, format, 'float32'), 'NaN');
      assert.equal(numberText(Infinity, format, 'float32'), '+Inf');
      assert.equal(numberText(-Infinity, format, 'float32'), '-Inf');
    }
  });

  it('round to six digits after the point, or to seven of the mantissa, where that is asked', () => {
    const shown = (format: 'fixed' | 'scientific'): string[] =>
      [1 / 3, -2 / 3, 16777217, 1e-9, 3e38].map((x) => numberText(x, format, 'float32'));
    assert.deepEqual(shown('fixed'), [
      ...['0.333333', '-0.666667', '16777217.000000', '0.000000'],
      '3e+38',
    ]);
    assert.deepEqual(shown('scientific'), [
      ...['3.333333e-1', '-6.666667e-1', '1.677722e+7', '1.000000e-9', '3.000000e+38'],
    ]);
  });

  it('tell minus zero from zero', () => {
    assert.equal(numberText(-0, 'full', 'float32'), '-0');
  });

  it('show int64 beyond 2^53 exactly, and integers as they are in every format', () => {
    assert.equal(cellText(BigInt64Array.of(-9007199254740993n), 0, 'fixed'), '-9007199254740993');
    assert.equal(cellText(Int32Array.of(7), 0, 'scientific'), '7');
  });

  it('show strings as they are', () => {
    assert.equal(cellText(['<b>'], 0, 'full'), '<b>');
  });
});

describe('numbers in labels', () => {
  it('are short', () => {
    assert.equal(shortNumber(0.123456789), '0.1235');
    assert.equal(shortNumber(0.5), '0.5');
    assert.equal(shortNumber(-12345.678), '-12346');
    assert.equal(shortNumber(1.5e-7), '1.5e-7');
    assert.equal(shortNumber(2e20), '2e+20');
    assert.equal(shortNumber(0), '0');
    assert.equal(count(1234567), '1,234,567');
    assert.equal(byteText(144), '144 B');
    assert.equal(byteText(154_389_504), '147 MB');
  });

  it('keep every digit before the point: an id of 50256 is not 50260', () => {
    assert.equal(shortNumber(50256), '50256');
    assert.equal(shortNumber(99999.6), '100000');
    assert.equal(shortNumber(9999.4), '9999');
    assert.equal(shortNumber(1234567), '1.235e+6');
  });

  it('never round a share that exists down to nothing, or one that lacks some up to all', () => {
    assert.equal(percentText(1, 1e9), '<0.01 %');
    assert.equal(percentText(99_999, 100_000), '>99.99 %');
    assert.equal(percentText(9_999, 10_000), '99.99 %');
    assert.equal(percentText(7, 7), '100 %');
    assert.equal(percentText(0, 10), '0 %');
    assert.equal(percentText(1, 3), '33.33 %');
    assert.equal(percentText(0, 0), 'n/a');
  });
});

describe('ticks', () => {
  it('label round indices that leave room for their text', () => {
    assert.deepEqual(indexTicks(0, 6, 48, 20), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(indexTicks(3.2, 31, 10, 45), [5, 10, 15, 20, 25, 30]);
    assert.deepEqual(
      indexTicks(0, 768, 1, 30),
      Array.from({ length: 16 }, (_, i) => 50 * i),
    );
  });

  it('step by 1, 2 or 5 times a power of ten', () => {
    assert.deepEqual([1, 1.1, 3, 5, 6, 0.02].map(niceStep), [1, 2, 5, 5, 10, 0.02]);
    assert.equal(niceStep(Infinity), 1);
  });

  it('of a scale are symmetric about zero', () => {
    assert.deepEqual(symmetricTicks(0.8), [-0.8, -0.4, 0, 0.4, 0.8]);
    assert.deepEqual(symmetricTicks(0), [0]);
  });
});
