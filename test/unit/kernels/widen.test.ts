import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode } from '../../../src/core/format/decode';
import { freshKernels, place } from '../../support/kernels';
import { shifts } from './floats';

/** All 65,536 float16 or bfloat16. */
const everyHalf = Uint16Array.from({ length: 65_536 }, (_, i) => i);

/** Bits, with every NaN made the same. */
function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.map((x) => (Number.isNaN(x) ? NaN : x)).buffer);
}

describe('the widening kernels', function () {
  const kernels = freshKernels();

  function widened(
    stored: Uint8Array | Uint16Array,
    shift: number,
    run: (from: number, to: number) => void,
  ): Float32Array {
    const from = place(kernels, stored, shift);
    const bytes = 4 * stored.length + 16;
    const to = kernels.arena.take(bytes);
    run(from, to);
    const values = new Float32Array(kernels.buffer, to, stored.length).slice();
    kernels.arena.release(to, bytes);
    kernels.arena.release(from - shift, stored.byteLength + shift + 16);
    return values;
  }

  it('widen every float16 to the bits that decoding gives', () => {
    const actual = widened(everyHalf, 3, (from, to) =>
      kernels.run.widenFloat16(from, everyHalf.length, to),
    );
    const expected = decode(new Uint8Array(everyHalf.buffer), 'float16', undefined, 65_536);
    assert.deepEqual(bitsOf(actual), bitsOf(expected as Float32Array));
  });

  it('widen every bfloat16 to the bits that decoding gives', () => {
    const actual = widened(everyHalf, 1, (from, to) =>
      kernels.run.widenBfloat16(from, everyHalf.length, to),
    );
    const expected = decode(new Uint8Array(everyHalf.buffer), 'bfloat16', undefined, 65_536);
    assert.deepEqual(bitsOf(actual), bitsOf(expected as Float32Array));
  });

  const scale = fc.double({ noNaN: true, noDefaultInfinity: true });

  it('restore quantized uint8 and uint16 to the bits that decoding gives', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.uint16Array({ maxLength: 100 })),
        fc.oneof(scale, fc.double({ min: -1, max: 1, noNaN: true })),
        fc.oneof(scale, fc.double({ min: -1, max: 1, noNaN: true })),
        shifts,
        (stored, factor, min, shift) => {
          const dtype = stored instanceof Uint8Array ? 'uint8' : 'uint16';
          const actual = widened(stored, shift, (from, to) => {
            if (dtype === 'uint8')
              kernels.run.dequantizeUint8(from, stored.length, factor, min, to);
            else kernels.run.dequantizeUint16(from, stored.length, factor, min, to);
          });
          const bytes = new Uint8Array(stored.slice().buffer);
          const quantization = { dtype, scale: factor, min, originalDType: undefined } as const;
          const expected = decode(bytes, 'float32', quantization, stored.length);
          assert.deepEqual(bitsOf(actual), bitsOf(expected as Float32Array));
        },
      ),
      { numRuns: 400 },
    );
  });
});
