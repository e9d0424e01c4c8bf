import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode } from '../../../../src/core/format/decode';
import type { FixedDType, Quantization } from '../../../../src/core/format/dtypes';
import { encode } from '../../../../src/core/format/write/encode';
import { quantizationFor } from '../../../../src/core/format/write/quantizationFor';
import { encodeNumbers } from '../../../support/encodeModel';

const ramp16 = Uint16Array.from({ length: 65536 }, (_, i) => i);

function stored16(dtype: 'float16' | 'bfloat16', values: Float32Array): Uint16Array {
  const bytes = encode(values, dtype, undefined);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
}

function widened(dtype: 'float16' | 'bfloat16', bits: Uint16Array): Float32Array {
  return decode(new Uint8Array(bits.slice().buffer), dtype, undefined, bits.length) as Float32Array;
}

describe('values written the way they are read', () => {
  for (const [dtype, values] of [
    ['float32', [0.1, -0, NaN, Infinity, -Infinity, 1e-45, 3.4e38]],
    ['float64', [0.1, -0, NaN, 1e300]],
    ['complex64', [1, -2, 0.3, 4e30]],
    ['int32', [-(2 ** 31), 2 ** 31 - 1]],
    ['bool', [0, 1]],
    ['int8', [-128, 127]],
    ['uint8', [0, 255]],
    ['int16', [-32768, 32767]],
    ['uint16', [0, 65535]],
    ['uint32', [0, 2 ** 32 - 1]],
    ['int64', [-(2n ** 63n), 2n ** 63n - 1n]],
    ['uint64', [0n, 2n ** 64n - 1n]],
  ] as const) {
    it(`are the same bytes for ${dtype}`, () => {
      const bytes = encodeNumbers(dtype, values);
      const count = dtype === 'complex64' ? values.length / 2 : values.length;
      const written = encode(decode(bytes.slice(), dtype, undefined, count), dtype, undefined);
      assert.deepEqual(Buffer.from(written), Buffer.from(bytes));
    });
  }

  for (const dtype of ['float16', 'bfloat16'] as const) {
    it(`are the same bits for every ${dtype} but NaN, which stays NaN`, () => {
      const values = widened(dtype, ramp16);
      const back = stored16(dtype, values);
      const again = widened(dtype, back);
      for (const [bits, value] of values.entries()) {
        if (Number.isNaN(value)) assert.ok(Number.isNaN(again[bits]));
        else assert.equal(back[bits], bits);
      }
    });

    it(`are the nearest ${dtype}, ties to even`, () => {
      // The values of positive patterns ascend with their bits, up to infinity.
      const infinity = dtype === 'float16' ? 0x7c00 : 0x7f80;
      const ladder = widened(dtype, ramp16.slice(0, infinity));
      const positive = fc.oneof(
        fc.float({ noNaN: true, min: 0, max: Math.fround(65503) }),
        fc
          .integer({ min: 0, max: infinity - 2 })
          .map((bits) => Math.fround(((ladder[bits] ?? 0) + (ladder[bits + 1] ?? 0)) / 2)),
      );
      fc.assert(
        fc.property(positive, (value) => {
          const [bits = 0] = stored16(dtype, Float32Array.of(value));
          const [minus = 0] = stored16(dtype, Float32Array.of(-value));
          assert.equal(minus, bits | 0x8000);
          if (bits === infinity) return;
          const error = Math.abs((ladder[bits] ?? 0) - value);
          for (const other of [bits - 1, bits + 1]) {
            const theirs = Math.abs((ladder[other] ?? Infinity) - value);
            assert.ok(
              error < theirs || (error === theirs && bits % 2 === 0),
              `${value} as ${bits}`,
            );
          }
        }),
        { numRuns: 2000 },
      );
    });
  }

  it('become infinite in float16 from half a step above its largest on', () => {
    const values = Float32Array.of(65504, 65519.996, 65520, -1e30, 2 ** -25, 2 ** -25 * 1.0001);
    assert.deepEqual([...stored16('float16', values)], [0x7bff, 0x7bff, 0x7c00, 0xfc00, 0, 1]);
  });

  for (const [dtype, stored, largest] of [
    ['float32', 'uint8', 255],
    ['float32', 'uint16', 65535],
    ['int32', 'uint8', 255],
  ] as const) {
    it(`are the same steps for ${dtype} quantized to ${stored}`, () => {
      const steps = Array.from({ length: largest + 1 }, (_, i) => i);
      const quantization = { dtype: stored, scale: 1.37, min: -190.1, originalDType: undefined };
      const bytes = encodeNumbers(stored, steps);
      const values = decode(bytes.slice(), dtype, quantization, steps.length);
      assert.deepEqual(Buffer.from(encode(values, dtype, quantization)), Buffer.from(bytes));
    });
  }

  it('are refused where their type is not the one that is read', () => {
    const wrong: [FixedDType, Quantization | undefined][] = [
      ['float16', undefined],
      ['bfloat16', undefined],
      ['float32', { dtype: 'uint8', scale: 1, min: 0, originalDType: undefined }],
    ];
    for (const [dtype, quantization] of wrong) {
      assert.throws(() => encode(Uint8Array.of(1), dtype, quantization), RangeError);
    }
    assert.throws(() => encode(['a'], 'uint8', undefined), RangeError);
  });
});

describe('a range quantized anew', () => {
  const of = (low: number, high: number, dtype: 'uint8' | 'uint16' = 'uint8') => {
    const old = { dtype, scale: 9, min: 9, originalDType: 'float32' };
    const { scale, min, originalDType } = quantizationFor(low, high, old);
    assert.equal(originalDType, 'float32');
    return { scale, min };
  };

  it('has the scale and min of the Python converter', () => {
    // tensorflowjs.quantization.quantize_weights of float32 [-1, 3], [-0.1, 0.25], [2, 5], [7, 7].
    assert.deepEqual(of(-1, 3), { scale: 0.01568627450980392, min: -1.003921568627451 });
    assert.deepEqual(of(Math.fround(-0.1), 0.25), {
      scale: 0.0013725490254514357,
      min: -0.10019607885795481,
    });
    assert.deepEqual(of(2, 5), { scale: 0.011764705882352941, min: 2 });
    assert.deepEqual(of(7, 7), { scale: 1, min: 7 });
    assert.deepEqual(of(-1, 3, 'uint16'), {
      scale: 0.00006103608758678569,
      min: -1.0000152590218967,
    });
  });

  it('holds 0 exactly wherever it covers 0, and errs by at most a step', () => {
    const float = fc.float({
      noNaN: true,
      noDefaultInfinity: true,
      min: -(2 ** 100),
      max: 2 ** 100,
    });
    fc.assert(
      fc.property(fc.array(float, { minLength: 2, maxLength: 20 }), (numbers) => {
        const values = Float32Array.from([...numbers, 0]);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        const quantization = quantizationFor(low, high, {
          dtype: 'uint8',
          scale: 1,
          min: 0,
          originalDType: undefined,
        });
        fc.pre(quantization.scale > 1e-35);
        const bytes = encode(values, 'float32', quantization);
        const back = decode(bytes, 'float32', quantization, values.length) as Float32Array;
        assert.equal(back.at(-1), 0);
        for (const [i, value] of values.entries()) {
          assert.ok(Math.abs((back[i] ?? NaN) - value) <= quantization.scale * 1.001);
        }
      }),
    );
  });
});
