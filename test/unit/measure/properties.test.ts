import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyScan, scanBlock } from '../../../src/core/measure/loops/scanBlock';
import {
  addScan,
  emptyMoments,
  mergeMoments,
  type Moments,
} from '../../../src/core/measure/moments';
import type { Measures } from '../../../src/core/measure/statistics';
import { assertClose, measure, type Piece } from './support';

const element = fc.oneof(
  { weight: 8, arbitrary: fc.float({ min: -100, max: 100, noNaN: true }) },
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, -1),
);
/** Above and below the size at which ranking changes from sorting to counting. */
const tensor = fc.oneof(
  fc.array(element, { maxLength: 60 }),
  fc
    .tuple(fc.array(element, { minLength: 5, maxLength: 300 }), fc.integer({ min: 20, max: 60 }))
    .map(([values, times]) => Array.from({ length: times }, () => values).flat()),
);

function piecesOf(length: number, cuts: readonly number[], order: readonly number[]): Piece[] {
  const edges = [0, ...cuts.map((c) => c % (length + 1)), length].sort((a, b) => a - b);
  const pieces = edges.slice(1).map((end, i): Piece => [edges[i] ?? 0, end]);
  return pieces
    .map((piece, i) => ({ piece, key: order[i % order.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ piece }) => piece);
}

function assertSame(a: Measures, b: Measures, positions = true): void {
  const exact = ({ statistics: s }: Measures): unknown[] => [
    [s.count, s.nan, s.positiveInfinity, s.negativeInfinity, s.zeros, s.min, s.max],
    positions ? [s.minAt, s.maxAt, s.firstNonFiniteAt] : [],
  ];
  assert.deepEqual(exact(a), exact(b));
  assert.deepEqual(a.quantiles, b.quantiles);
  assert.deepEqual(a.histogram, b.histogram);
  const scale = a.statistics.rms ?? 0;
  for (const key of ['mean', 'std', 'l1', 'l2', 'rms'] as const)
    assertClose(a.statistics[key], b.statistics[key], 1e-12, 1e-12 * scale);
  for (const key of ['skewness', 'excessKurtosis'] as const)
    assertClose(a.statistics[key], b.statistics[key], 1e-9, 1e-9);
}

describe('measures of the same values', () => {
  it('are the same however the values are cut and in whatever order the pieces come', () => {
    fc.assert(
      fc.property(
        tensor,
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
        (list, cuts, order) => {
          const values = Float32Array.from(list);
          assertSame(measure(values, piecesOf(values.length, cuts, order)), measure(values));
        },
      ),
    );
  });

  it('do not depend on where each value stands', () => {
    fc.assert(
      fc.property(tensor, fc.integer(), (list, seed) => {
        const values = Float32Array.from(list);
        const shuffled = values.slice();
        for (let i = shuffled.length - 1, r = Math.abs(seed); i > 0; i--) {
          r = (r * 48271 + 11) % 2147483647;
          const j = r % (i + 1);
          [shuffled[i], shuffled[j]] = [shuffled[j] ?? 0, shuffled[i] ?? 0];
        }
        assertSame(measure(shuffled), measure(values), false);
      }),
    );
  });

  it('scale with the values: mean, spread, norms and quantiles by the factor, shape not at all', () => {
    fc.assert(
      fc.property(tensor, fc.constantFrom(2, 64, 1024), (list, factor) => {
        const values = Float32Array.from(list);
        const a = measure(values);
        const b = measure(values.map((x) => x * factor));
        for (const key of ['min', 'max', 'mean', 'std', 'l1', 'l2', 'rms'] as const)
          assertClose((a.statistics[key] ?? 0) * factor, b.statistics[key] ?? 0, 1e-12, 1e-30);
        for (const key of ['skewness', 'excessKurtosis', 'nearZeros', 'zeros'] as const)
          assertClose(a.statistics[key], b.statistics[key], 1e-9, 1e-9);
        assert.deepEqual(
          a.quantiles.map(({ value }) => value * factor),
          b.quantiles.map(({ value }) => value),
        );
      }),
    );
  });

  it('can be found in parts by several workers and merged in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(element, { maxLength: 40 }), { minLength: 1, maxLength: 6 }),
        (parts) => {
          const scan = emptyScan();
          let start = 0;
          const partial = parts.map((part): Moments => {
            const moments = emptyMoments();
            const values = Float64Array.from(part);
            scanBlock(values.slice(), values.length, scan);
            addScan(moments, scan, values.length, start, (x) => values.indexOf(x));
            start += values.length;
            return moments;
          });
          const forward = emptyMoments();
          for (const moments of partial) mergeMoments(forward, moments);
          const backward = emptyMoments();
          for (const moments of partial.reverse()) mergeMoments(backward, moments);
          for (const key of [
            'count',
            'finite',
            'nan',
            'zeros',
            'min',
            'max',
            'minAt',
            'maxAt',
            'firstNonFiniteAt',
          ] as const)
            assert.equal(backward[key] + 0, forward[key] + 0, key);
          for (const key of ['m2', 'm4', 'l1', 'squares'] as const)
            assertClose(backward[key], forward[key], 1e-9, 1e-9);
        },
      ),
    );
  });
});
