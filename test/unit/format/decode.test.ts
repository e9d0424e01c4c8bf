import assert from 'node:assert/strict';
import { decode } from '../../../src/core/format/decode';
import type { DType, Quantization } from '../../../src/core/format/dtypes';
import { encodeStrings } from '../../support/encodeModel';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
}

const f16: Quantization = { dtype: 'float16', originalDType: undefined };
const u8: Quantization = { dtype: 'uint8', scale: 0.1, min: -1, originalDType: undefined };
const u16: Quantization = { dtype: 'uint16', scale: 2.5, min: 0.25, originalDType: 'float32' };
const halves = '00 00 00 80 01 00 ff 03 00 04 00 3c 00 c0 ff 7b 00 7c 00 fc 01 7e 55 35';
const halfValues = [
  0,
  -0,
  2 ** -24,
  1023 * 2 ** -24,
  2 ** -14,
  1,
  -2,
  65504,
  Infinity,
  -Infinity,
  NaN,
  0.333251953125,
];

/** Bytes by hand from the definitions; numpy's `frombuffer` gives the same. */
const golden: readonly (readonly [DType, Quantization | undefined, string, ArrayLike<unknown>])[] =
  [
    [
      'float32',
      undefined,
      '00 00 80 3f 00 00 80 ff 00 00 00 80 01 00 00 00',
      Float32Array.of(1, -Infinity, -0, 2 ** -149),
    ],
    ['float64', undefined, '9a 99 99 99 99 99 b9 3f', Float64Array.of(0.1)],
    ['float16', undefined, halves, Float32Array.from(halfValues)],
    ['float32', f16, halves, Float32Array.from(halfValues)],
    [
      'bfloat16',
      undefined,
      '80 3f 80 ff c0 7f 49 40',
      Float32Array.of(1, -Infinity, NaN, 3.140625),
    ],
    ['complex64', undefined, '00 00 80 3f 00 00 00 c0', Float32Array.of(1, -2)],
    ['bool', undefined, '00 01 02', Uint8Array.of(0, 1, 2)],
    ['int8', undefined, '80 7f ff', Int8Array.of(-128, 127, -1)],
    ['uint8', undefined, '80 7f ff', Uint8Array.of(128, 127, 255)],
    ['int16', undefined, '00 80 ff 7f', Int16Array.of(-32768, 32767)],
    ['uint16', undefined, '00 80 ff 7f', Uint16Array.of(32768, 32767)],
    ['int32', undefined, '00 00 00 80 fe ff ff ff', Int32Array.of(-(2 ** 31), -2)],
    ['uint32', undefined, '00 00 00 80 fe ff ff ff', Uint32Array.of(2 ** 31, 2 ** 32 - 2)],
    [
      'int64',
      undefined,
      '01 00 00 00 00 00 20 00 ff ff ff ff ff ff ff ff',
      BigInt64Array.of(2n ** 53n + 1n, -1n),
    ],
    ['uint64', undefined, 'ff ff ff ff ff ff ff ff', BigUint64Array.of(2n ** 64n - 1n)],
    ['float32', u8, '00 01 0a ff', Float32Array.of(-1, 1 * 0.1 - 1, 10 * 0.1 - 1, 255 * 0.1 - 1)],
    ['float32', u16, '00 00 ff ff', Float32Array.of(0.25, 65535 * 2.5 + 0.25)],
    ['int32', u16, '01 00 03 00', Int32Array.of(3, 8)],
    ['int32', u8, '05 0e 0f', Int32Array.of(-0, 0, 1)],
  ];

describe('values from stored bytes', () => {
  for (const [dtype, quantization, hex, expected] of golden) {
    const stored = quantization === undefined ? '' : ` stored as ${quantization.dtype}`;
    it(`reads ${dtype}${stored} exactly, at any alignment`, () => {
      const bytes = bytesOf(hex);
      const count = dtype === 'complex64' ? expected.length / 2 : expected.length;
      for (const lead of [0, 1, 2, 3, 5]) {
        const shifted = new Uint8Array(lead + bytes.length + 3).fill(0xaa);
        shifted.set(bytes, lead);
        const values = decode(
          shifted.subarray(lead, lead + bytes.length),
          dtype,
          quantization,
          count,
        );
        assert.deepEqual(values, expected);
      }
      const whole = decode(bytes, dtype, quantization, count);
      assert.deepEqual(whole, expected);
      assert.ok(ArrayBuffer.isView(whole) && whole.byteLength === whole.buffer.byteLength);
    });
  }

  it('reads strings of any length and script', () => {
    const strings = ['', 'a', 'ŝ模型😀', '\uFEFFmark', 'x'.repeat(70_000)];
    const lead = Uint8Array.from([1, ...encodeStrings(strings)]);
    assert.deepEqual(decode(lead.subarray(1), 'string', undefined, strings.length), strings);
    assert.deepEqual(decode(bytesOf('02 00 00 00 ff 41'), 'string', undefined, 1), ['\uFFFDA']);
  });

  it('never reads beyond its bytes', () => {
    assert.throws(() => decode(new Uint8Array(7), 'float32', undefined, 2), RangeError);
    assert.throws(() => decode(bytesOf('05 00 00 00 41'), 'string', undefined, 1), RangeError);
    assert.throws(() => decode(bytesOf('05 00 00'), 'string', undefined, 1), RangeError);
  });
});
