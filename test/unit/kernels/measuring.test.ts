import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FloatMeasuring } from '../../../src/compute/kernels/floatMeasuring';
import { FirstPass } from '../../../src/compute/kernels/firstPass';
import type { Kernels } from '../../../src/compute/kernels/loadKernels';
import { SecondPass } from '../../../src/compute/kernels/secondPass';
import { PieceMoments } from '../../../src/core/measure/pieceMoments';
import type { Measures } from '../../../src/core/measure/statistics';
import { addCounts, measuresOf, turnOf } from '../../../src/core/measure/twoPasses';
import { freshKernels, place } from '../../support/kernels';
import { assertClose, measure, normal, type Piece, random } from '../measure/support';
import { tensors } from './floats';

function measureByKernels(
  kernels: Kernels,
  values: Float32Array,
  pieces: readonly Piece[] = [[0, values.length]],
): Measures {
  const measuring = new FloatMeasuring(kernels, values.length);
  const at = place(kernels, values, 1);
  try {
    for (const [start, end] of pieces) measuring.first(at + 4 * start, end - start, start);
    if (measuring.turn())
      for (const [start, end] of pieces) measuring.second(at + 4 * start, end - start);
    return measuring.result();
  } finally {
    measuring.dispose();
    kernels.arena.release(at - 1, values.byteLength + 17);
  }
}

/** Same bits but for the moments, whose additions have another order. */
function assertSame(actual: Measures, expected: Measures): void {
  const exact = ({ statistics: s }: Measures): unknown => [
    [s.count, s.nan, s.positiveInfinity, s.negativeInfinity, s.zeros],
    [s.min, s.max, s.minAt, s.maxAt, s.firstNonFiniteAt],
  ];
  assert.deepEqual(exact(actual), exact(expected));
  assert.deepEqual(actual.quantiles, expected.quantiles);
  assert.deepEqual(actual.histogram?.counts, expected.histogram?.counts);
  // Adding 0 turns -0 into 0, which the plain loops may leave as it came.
  for (const end of ['low', 'high'] as const)
    assert.equal((actual.histogram?.[end] ?? 0) + 0, (expected.histogram?.[end] ?? 0) + 0);
  const scale = expected.statistics.rms ?? 0;
  for (const key of ['mean', 'std', 'l1', 'l2', 'rms'] as const)
    assertClose(actual.statistics[key], expected.statistics[key], 1e-13, 1e-13 * scale);
}

function cut(length: number, cuts: readonly number[], backwards: boolean): Piece[] {
  const edges = [0, ...cuts.map((c) => c % (length + 1)), length].sort((a, b) => a - b);
  const pieces = edges.slice(1).map((end, i): Piece => [edges[i] ?? 0, end]);
  return backwards ? pieces.reverse() : pieces;
}

describe('measuring by the kernels', () => {
  const kernels = freshKernels();
  const other = freshKernels();

  it('gives the quantiles, the histogram and the statistics of the plain loops', () => {
    fc.assert(
      fc.property(tensors, (values) => {
        const actual = measureByKernels(kernels, values);
        const expected = measure(values);
        assertSame(actual, expected);
        assert.equal(actual.statistics.nearZeros, expected.statistics.nearZeros);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same bits in whatever order the pieces come, and all but the moments however they are cut', () => {
    fc.assert(
      fc.property(tensors, fc.array(fc.nat(), { maxLength: 5 }), (values, cuts) => {
        const forward = measureByKernels(kernels, values, cut(values.length, cuts, false));
        assert.deepEqual(
          measureByKernels(kernels, values, cut(values.length, cuts, true)),
          forward,
        );
        assertSame(measureByKernels(kernels, values), forward);
      }),
      { numRuns: 100 },
    );
  });

  const uniform = random(5);
  const gaussian = normal(random(6));
  const shapes: Record<string, () => number> = {
    normal: gaussian,
    'far from zero and narrow': () => 1000 + uniform() / 64,
    'on the edges of bins': () => Math.floor(uniform() * 257) / 256,
    'of 256 levels': () => Math.round(gaussian() * 20) / 20,
    'mostly zero': () => (uniform() < 0.9 ? 0 : gaussian()),
    'zero or positive': () => Math.max(0, gaussian()),
    denormal: () => 1e-40 * gaussian(),
    'of all sizes': () => gaussian() * 2 ** (250 * uniform() - 125),
    'next to the largest float32': () => 3.4e38 * (uniform() - 0.5) * 2,
    constant: () => -0.25,
    'zero of either sign': () => (uniform() < 0.5 ? -0 : 0),
    'nowhere finite': () => (uniform() < 0.5 ? NaN : Infinity),
  };
  for (const [name, next] of Object.entries(shapes)) {
    it(`agrees with the plain loops on 50,000 values that are ${name}`, () => {
      const values = Float32Array.from({ length: 50_000 }, next);
      const pieces = cut(values.length, [4096, 12_288], false);
      const actual = measureByKernels(kernels, values, pieces);
      const expected = measure(values);
      assertSame(actual, expected);
      assert.equal(actual.statistics.nearZeros, expected.statistics.nearZeros);
      for (const key of ['skewness', 'excessKurtosis'] as const)
        assertClose(actual.statistics[key], expected.statistics[key], 1e-10, 1e-10);
    });
  }

  it('gives the same bits when two workers share the pieces, whoever takes which', () => {
    fc.assert(
      fc.property(tensors, fc.nat(), fc.array(fc.boolean()), (values, at, owners) => {
        const pieces = cut(values.length, [at, at * 3, at * 7], false);
        const expected = measureByKernels(kernels, values, pieces);
        const workers = [kernels, other].map((own) => ({ own, at: place(own, values) }));
        const shares = workers.map((_, i) =>
          pieces.filter((_piece, j) => (owners[j] === true) === (i === 1)),
        );
        const moments = new PieceMoments();
        const highs = new Uint32Array(65_536);
        for (const [i, worker] of workers.entries()) {
          const pass = new FirstPass(worker.own, true);
          for (const [start, end] of shares[i] ?? [])
            moments.add(pass.add(worker.at + 4 * start, end - start), start);
          pass.highCounts().forEach((n, half) => (highs[half] = (highs[half] ?? 0) + n));
          pass.dispose();
        }
        const turn = turnOf(moments.merged(), highs);
        const { plan } = turn;
        const counts =
          plan &&
          workers.map((worker, i) => {
            const pass = new SecondPass(worker.own, plan);
            for (const [start, end] of shares[i] ?? [])
              pass.add(worker.at + 4 * start, end - start);
            const found = pass.counts();
            pass.dispose();
            return found;
          });
        for (const worker of workers) worker.own.arena.release(worker.at, values.byteLength + 16);
        const actual = measuresOf(turn, () => {
          assert.ok(counts?.[0] && counts[1]);
          return addCounts(counts[1], counts[0]);
        });
        assert.deepEqual(actual, expected);
      }),
      { numRuns: 60 },
    );
  });

  it('gives all memory back', () => {
    const room = (): number => {
      const size = 8 * 1024 * 1024;
      const at = kernels.arena.take(size);
      kernels.arena.release(at, size);
      return at;
    };
    const before = room();
    measureByKernels(kernels, Float32Array.from({ length: 10_000 }, gaussian));
    assert.equal(room(), before);
  });
});
