import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  MAX_COPIED_ELEMENTS,
  type TextBlock,
  type TextFormat,
  textPieces,
} from '../../../src/core/exchange/text';
import { runPython, withNumpy } from '../../support/python';

function toText(block: TextBlock, format: TextFormat): string {
  return [...textPieces(block, format)].join('');
}

const kernel = {
  values: Float32Array.of(0.1, -2, NaN, Infinity, -Infinity, -0),
  shape: [2, 3],
  dtype: 'float32',
};

describe('a tensor as text', () => {
  it('for numpy is an expression with its dtype', () => {
    assert.equal(
      toText(kernel, 'numpy'),
      'np.array([[0.1, -2, np.nan],\n [np.inf, -np.inf, -0.0]], dtype=np.float32)',
    );
    const one = { values: BigInt64Array.of(-9007199254740993n), shape: [], dtype: 'int64' };
    assert.equal(toText(one, 'numpy'), 'np.array(-9007199254740993, dtype=np.int64)');
  });

  it('as JSON names what JSON has no numbers for', () => {
    assert.deepEqual(JSON.parse(toText(kernel, 'json')), [
      [0.1, -2, 'NaN'],
      ['Infinity', '-Infinity', -0],
    ]);
  });

  it('as TSV is a line a row, and quotes text that would break a line or a cell', () => {
    assert.equal(toText(kernel, 'tsv'), '0.1\t-2\tNaN\nInfinity\t-Infinity\t-0');
    const words = {
      values: ['a b', 'say "x"', 'tab\there', 'line\nbreak'],
      shape: [4],
      dtype: 'string',
    };
    assert.equal(toText(words, 'tsv'), 'a b\t"say ""x"""\t"tab\there"\t"line\nbreak"');
    const cube = { values: Uint8Array.of(1, 2, 3, 4), shape: [2, 1, 2], dtype: 'uint8' };
    assert.equal(toText(cube, 'tsv'), '1\t2\n\n3\t4');
  });

  it('without elements is empty at once, however many empty rows it has', () => {
    const empty = { values: new Float32Array(0), shape: [2 ** 40, 0], dtype: 'float32' };
    assert.equal(toText(empty, 'json'), '[]');
    assert.equal(toText(empty, 'tsv'), '');
  });

  it('is refused in one sentence where it is too long for a clipboard', () => {
    const values = new Uint8Array(MAX_COPIED_ELEMENTS + 1);
    assert.throws(
      () => toText({ values, shape: [values.length], dtype: 'uint8' }, 'json'),
      /^Error: 1,000,001 values are too many to copy as text \(at most 1,000,000\)\. Select a smaller part\.$/,
    );
  });

  it('as JSON reads back bit for bit, whatever the shape', () => {
    const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).chain((shape) => {
      const size = shape.reduce((product, n) => product * n, 1);
      return fc.record({
        shape: fc.constant(shape),
        list: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
          minLength: size,
          maxLength: size,
        }),
      });
    });
    fc.assert(
      fc.property(tensor, ({ shape, list }) => {
        const values = Float32Array.from(list);
        if (values.length === 0) return;
        const back = [JSON.parse(toText({ values, shape, dtype: 'float32' }, 'json'))].flat(
          Infinity as 1,
        );
        assert.deepEqual(Float32Array.from(back as number[]), values);
      }),
    );
  });
});

withNumpy('a tensor as text, pasted into Python', () => {
  it('is the tensor, bit for bit, with its dtype and shape', () => {
    const wide = Float32Array.from({ length: 24 }, (_, i) => Math.sin(i) * 10 ** (3 * i - 40));
    const blocks = [
      { values: wide, shape: [2, 3, 4], dtype: 'float32' },
      { ...kernel },
      { values: Float64Array.of(0.1, 1e300), shape: [2], dtype: 'float64' },
      { values: BigUint64Array.of(2n ** 64n - 1n), shape: [1], dtype: 'uint64' },
      { values: Uint8Array.of(1, 0), shape: [2], dtype: 'bool' },
      { values: Float32Array.of(1, 2, 3, -4), shape: [2, 2], dtype: 'complex64' },
      { values: ['plain', 'q"uo\'te\\', 'snow ☃ \u2028'], shape: [3], dtype: 'string' },
      { values: new Float32Array(0), shape: [3, 0, 2], dtype: 'float32' },
      { values: Float32Array.of(5), shape: [], dtype: 'float32' },
    ];
    const seen = runPython(
      'import json,sys,numpy as np\nout=[]\nfor t in json.load(sys.stdin):\n a=eval(t)\n' +
        ' out.append([str(a.dtype.kind), list(a.shape), a.tolist() if a.dtype.kind=="U" else list(a.tobytes())])\n' +
        'json.dump(out,sys.stdout)',
      blocks.map((block) => toText(block, 'numpy')),
    ) as [string, number[], unknown[]][];
    assert.deepEqual(
      seen.map(([kind, shape]) => [kind, shape]),
      [
        ['f', [2, 3, 4]],
        ['f', [2, 3]],
        ['f', [2]],
        ['u', [1]],
        ['b', [2]],
        ['c', [2]],
        ['U', [3]],
        ['f', [3, 0, 2]],
        ['f', []],
      ],
    );
    blocks.forEach(({ values }, i) => {
      const bytes = ArrayBuffer.isView(values) ? [...new Uint8Array(values.buffer)] : values;
      assert.deepEqual(seen[i]?.[2], bytes, `block ${i}`);
    });
  });
});
