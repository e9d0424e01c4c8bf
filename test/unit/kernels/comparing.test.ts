import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareFloats } from '../../../src/compute/kernels/comparing';
import { type Comparison, comparePieces } from '../../../src/core/measure/loops/comparePieces';
import { freshKernels, place } from '../../support/kernels';
import { anyFloats, shifts, tensors, weights } from './floats';

describe('comparing by the kernels', function () {
  const kernels = freshKernels();

  function compared(a: Float32Array, b: Float32Array, shift = 0): Comparison {
    const [atA, atB] = [place(kernels, a, shift), place(kernels, b)];
    const result = compareFloats(kernels, atA, atB, a.length);
    kernels.arena.release(atA - shift, a.byteLength + shift + 16);
    kernels.arena.release(atB, b.byteLength + 16);
    return result;
  }

  it('finds what the plain loop finds, of any bits at any address', () => {
    const pairs = fc
      .tuple(fc.oneof(anyFloats, weights, tensors), fc.oneof(anyFloats, weights))
      .map(([a, b]) => [a, a.map((x, i) => (i % 3 === 0 ? x : (b[i % b.length] ?? x)))] as const);
    fc.assert(
      fc.property(pairs, shifts, ([a, b], shift) => {
        const actual = compared(a, b, shift);
        const expected = comparePieces(a, b);
        for (const key of ['pairs', 'changed', 'maxDifference', 'maxDifferenceAt'] as const)
          assert.equal(actual[key], expected[key], key);
        const near = (key: keyof Comparison, scale: number): void =>
          assert.ok(Math.abs(actual[key] - expected[key]) <= 1e-13 * scale, key);
        for (const key of ['squaredDistance', 'aSquares', 'bSquares'] as const)
          near(key, expected[key]);
        // Products may cancel; the sum of their sizes is at most this.
        near('dot', Math.sqrt(expected.aSquares * expected.bSquares));
      }),
      { numRuns: 400 },
    );
  });

  it('finds equal pieces equal: nothing changed, no distance', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i));
    const { changed, squaredDistance, maxDifference, dot, aSquares } = compared(values, values);
    assert.deepEqual([changed, squaredDistance, maxDifference], [0, 0, 0]);
    assert.equal(dot, aSquares);
  });
});
