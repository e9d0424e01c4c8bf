import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shortestFloat32 } from '../../../src/core/exchange/numberText';
import { runPython, withNumpy } from '../../support/python';

describe('a float32 as text', () => {
  it('is short where the number is', () => {
    const texts = [0.1, 0.5, -1, 16777216, 1e-7, 3.4028235e38, 1e-45, 1 / 3, 0, -0].map((x) =>
      shortestFloat32(Math.fround(x)),
    );
    assert.deepEqual(texts, [
      '0.1',
      '0.5',
      '-1',
      '16777216',
      '1e-7',
      '3.4028235e+38',
      '1e-45',
      '0.33333334',
      '0',
      '-0',
    ]);
  });

  it('reads back as the same number, and not with a digit less', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (x) => {
        const text = shortestFloat32(x);
        assert.ok(Object.is(Math.fround(Number(text)), x), text);
        const digits = text
          .replace(/e.*/, '')
          .replace(/[-.]/g, '')
          .replace(/^0+|0+$/g, '').length;
        if (digits > 1 && Number.isFinite(x))
          assert.notEqual(Math.fround(Number(x.toPrecision(digits - 1))), x, text);
      }),
      { numRuns: 5_000 },
    );
  });
});

withNumpy('a float32 as text beside numpy', () => {
  it('has as many digits as numpy prints, powers of two and denormals included', () => {
    const values = Float32Array.from([
      ...Array.from({ length: 277 }, (_, i) => 2 ** (i - 149)),
      ...Array.from({ length: 500 }, (_, i) => Math.sin(i + 1) * 10 ** ((i % 60) - 30)),
    ]);
    const expected = runPython(
      'import json,sys,numpy as np\nx=np.array(json.load(sys.stdin),dtype=np.float32)\n' +
        'json.dump([np.format_float_scientific(v,unique=True,trim="-") for v in x],sys.stdout)',
      [...values],
    ) as string[];
    const digits = (text: string): number =>
      text
        .replace(/e.*/, '')
        .replace(/[-.]/g, '')
        .replace(/^0+|0+$/g, '').length;
    const longer = [...values].filter(
      (x, i) => digits(shortestFloat32(x)) > digits(expected[i] ?? ''),
    );
    assert.deepEqual(longer, []);
  });
});
