import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addLine } from '../../../src/core/measure/loops/addLine';
import { clear, emptyTileSums, type TileSums } from '../../../src/core/measure/tileSums';
import { freshKernels, place } from '../../support/kernels';
import { anyFloats, shifts, weights } from './floats';

const plusZero = (x: number): number => x + 0;

describe('the tile kernel', function () {
  const kernels = freshKernels();

  /** Three regions of float64 in the memory of the kernels. */
  function sumsIn(at: number, pixels: number): TileSums {
    const part = (i: number): Float64Array =>
      new Float64Array(kernels.buffer, at + 8 * pixels * i, pixels);
    return { sum: part(0), low: part(1), high: part(2) };
  }

  it('adds a line to the pixels that it crosses as the plain loop does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyFloats, weights), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 2, 4, 8, 16, 64, 256),
        fc.nat(),
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(1, 5),
        shifts,
        (lines, run, offset, stride, pixelStride, shift) => {
          const lead = run - (offset % run);
          const longest = Math.max(...lines.map((line) => line.length));
          const pixels = (Math.ceil(longest / stride / run) + 1) * pixelStride;
          const expected = emptyTileSums(pixels);
          const tile = kernels.arena.take(24 * pixels);
          const actual = sumsIn(tile, pixels);
          clear(actual);
          for (const line of lines) {
            const length = Math.floor(line.length / stride);
            const at = place(kernels, line, shift);
            const addresses = [0, 1, 2].map((i) => tile + 8 * pixels * i);
            const [sums = 0, lows = 0, highs = 0] = addresses;
            const first = 8 * pixelStride;
            kernels.run.reduceLine(
              ...([at, 4 * stride, length, run, lead] as const),
              ...([sums, lows, highs, first] as const),
            );
            kernels.arena.release(at - shift, line.byteLength + shift + 16);
            const geometry = { offset: 0, stride, length, run, lead, pixel: 0, pixelStride };
            addLine(Float64Array.from(line), geometry, expected);
          }
          for (const end of ['low', 'high'] as const) {
            // Which of both zeros stands for zero is left open.
            assert.deepEqual([...actual[end]].map(plusZero), [...expected[end]].map(plusZero));
          }
          const finite = lines.flatMap((line) => [...line].filter(Number.isFinite));
          const size = finite.reduce((sum, x) => sum + Math.abs(x), 0);
          for (const [i, sum] of expected.sum.entries()) {
            const off = Math.abs((actual.sum[i] ?? 0) - sum);
            // Where the sum is not finite, least and largest value show why.
            if (Number.isFinite(sum)) assert.ok(off <= 1e-13 * size, `${off} of ${size}`);
          }
          kernels.arena.release(tile, 24 * pixels);
        },
      ),
      { numRuns: 400 },
    );
  });
});
