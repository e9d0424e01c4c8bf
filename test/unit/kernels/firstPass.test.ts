import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FirstPass } from '../../../src/compute/kernels/firstPass';
import { countHighBits } from '../../../src/core/measure/loops/countKeys';
import { emptyScan, scanBlock } from '../../../src/core/measure/loops/scanBlock';
import { addScan, emptyMoments, type Moments } from '../../../src/core/measure/moments';
import { freshKernels, place } from '../../support/kernels';
import { anyFloats, shifts, tensors } from './floats';

/** By the plain loops, in one block. */
function twin(values: Float32Array): Moments {
  const moments = emptyMoments();
  const scan = emptyScan();
  scanBlock(Float64Array.from(values), values.length, scan);
  addScan(moments, scan, values.length, 0, (value) => values.indexOf(value));
  return moments;
}

/** Fields that depend on no order of additions. */
const EXACT = [
  ...(['count', 'finite', 'nan', 'positiveInfinity', 'negativeInfinity', 'zeros'] as const),
  ...(['min', 'max', 'minAt', 'maxAt', 'firstNonFiniteAt'] as const),
];

/** Sums of terms that do not cancel: rounding is all that may differ. */
function assertSameMoments(actual: Moments, values: Float32Array): void {
  const expected = twin(values);
  // Adding 0 turns -0 into 0: which of both zeros came first is not told.
  for (const key of EXACT) assert.equal(actual[key] + 0, expected[key] + 0, key);
  if (expected.finite === 0) return;
  const { m2, finite, mean } = expected;
  const spread = Math.sqrt(m2 / finite);
  const near = (key: keyof Moments, scale: number): void =>
    assert.ok(Math.abs(actual[key] - expected[key]) <= 1e-13 * scale, key);
  near('l1', expected.l1);
  near('squares', expected.squares);
  near('mean', Math.abs(mean) + spread);
  near('m2', m2);
  near('m4', expected.m4);
  // The third powers may cancel; the sum of their sizes is at most this.
  near('m3', Math.sqrt(m2 * expected.m4));
}

describe('the first pass of the kernels', function () {
  const kernels = freshKernels();
  const measure = (values: Float32Array, shift = 0): Moments => {
    const pass = new FirstPass(kernels, true);
    const at = place(kernels, values, shift);
    try {
      return pass.add(at, values.length);
    } finally {
      pass.dispose();
      kernels.arena.release(at - shift, values.byteLength + shift + 16);
    }
  };

  it('finds what the plain loops find, of any bits at any address', () => {
    fc.assert(
      fc.property(fc.oneof(anyFloats, tensors), shifts, (values, shift) => {
        assertSameMoments(measure(values, shift), values);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps 13 digits of a spread a million times smaller than the mean', () => {
    const values = Float32Array.from({ length: 100_000 }, (_, i) => 1000 + (i % 7) / 1024);
    const { mean, m2, finite } = measure(values);
    const exactMean = 1000 + [...values].reduce((sum, x) => sum + (x - 1000), 0) / finite;
    const exact = [...values].reduce((sum, x) => sum + (x - exactMean) ** 2, 0);
    assert.ok(Math.abs(mean - exactMean) < 1e-12);
    assert.ok(Math.abs(m2 / exact - 1) < 1e-12, String(m2 / exact - 1));
  });

  it('is not misled by a sample of a block that is nothing like the rest', () => {
    const values = Float32Array.from({ length: 4096 }, (_, i) => (i % 256 === 0 ? 1e6 : i % 3));
    assertSameMoments(measure(values), values);
    const ramp = Float32Array.from({ length: 10_000 }, (_, i) => i);
    assertSameMoments(measure(ramp), ramp);
  });

  it('says nothing else of the values that do not lie in the piece', () => {
    fc.assert(
      fc.property(anyFloats, fc.nat(), fc.nat(), (values, a, b) => {
        const [from, to] = [a % (values.length + 1), b % (values.length + 1)].sort((x, y) => x - y);
        const pass = new FirstPass(kernels, true);
        const at = place(kernels, values);
        const part = values.slice(from, to);
        assertSameMoments(pass.add(at + 4 * (from ?? 0), part.length), part);
        pass.dispose();
        kernels.arena.release(at, values.byteLength + 16);
      }),
    );
  });

  it('counts the high half of every value, whatever the pieces', () => {
    fc.assert(
      fc.property(tensors, fc.nat(), (values, cut) => {
        const pass = new FirstPass(kernels, true);
        const at = place(kernels, values);
        const middle = cut % (values.length + 1);
        pass.add(at + 4 * middle, values.length - middle);
        pass.highCounts();
        pass.add(at, middle);
        const expected = new Uint32Array(65_536);
        countHighBits(new Int32Array(values.buffer), -1, expected);
        // The twin counts keys, in which the bits of negative values are turned round.
        const inKeys = pass.highCounts();
        assert.ok(
          inKeys.every((n, high) => n === expected[high < 0x8000 ? high + 0x8000 : 0xffff - high]),
        );
        pass.dispose();
        kernels.arena.release(at, values.byteLength + 16);
      }),
      { numRuns: 50 },
    );
  });
});
