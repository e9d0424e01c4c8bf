import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type LargestChanges,
  LargestChangesSearch,
} from '../../../src/core/compare/largestChanges';
import { PairDensityCounts } from '../../../src/core/compare/pairDensity';
import { pieceDifference } from '../../../src/core/compare/pieceDifference';
import { histogramQuantiles, quantilesOf } from '../../../src/core/measure/quantiles';

const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 1, -1];
const float = fc.oneof(fc.float(), fc.constantFrom(...SPECIAL));
/** Two tensors that agree in most places, as two models do. */
const twoTensors = fc
  .array(fc.tuple(float, fc.option(float, { freq: 2 })), { maxLength: 120 })
  .map((list) => ({
    a: Float32Array.from(list, ([x]) => x),
    b: Float32Array.from(list, ([x, y]) => y ?? x),
  }));

function found(a: Float32Array, b: Float32Array, most: number, cut: number): LargestChanges {
  const search = new LargestChangesSearch(most);
  for (let i = 0; i < a.length; i += cut)
    search.add(a.subarray(i, i + cut), b.subarray(i, i + cut), i);
  return search.result();
}

describe('the largest changes of a tensor', () => {
  it('are those of sorting all of them, wherever the tensor is cut', () => {
    fc.assert(
      fc.property(
        twoTensors,
        fc.integer({ min: 0, max: 20 }),
        fc.nat(30),
        ({ a, b }, most, cut) => {
          const all = [...a].flatMap((x, at) => {
            const y = b[at] ?? 0;
            const change = y - x;
            const size = Number.isFinite(change) ? Math.abs(change) : Infinity;
            return Object.is(x, y) ? [] : [{ at, x, y, change, size }];
          });
          all.sort((p, q) => (p.size === q.size ? p.at - q.at : q.size - p.size));
          const expected = all.slice(0, most);
          const result = found(a, b, most, cut + 1);
          assert.equal(result.changed, all.length);
          assert.equal(result.changed, pieceDifference(a, b).changed);
          assert.deepEqual(
            [...result.at],
            expected.map(({ at }) => at),
          );
          assert.deepEqual(
            [...result.a],
            expected.map(({ x }) => x),
          );
          assert.deepEqual(
            [...result.b],
            expected.map(({ y }) => y),
          );
          assert.deepEqual(
            [...result.change],
            expected.map(({ change }) => change),
          );
        },
      ),
    );
  });

  it('put what became NaN before all that moved, and leave out NaN that was NaN', () => {
    const { at, changed } = found(
      Float32Array.of(1, NaN, 2, 3),
      Float32Array.of(9, NaN, NaN, 3),
      5,
      9,
    );
    assert.deepEqual([[...at], changed], [[2, 0], 2]);
  });

  it('are exact for integers of 64 bits, and for text places alone', () => {
    const search = new LargestChangesSearch(3);
    search.add(BigInt64Array.of(2n ** 62n, 5n), BigInt64Array.of(2n ** 62n + 1n, 5n), 0);
    const { a, b, change } = search.result();
    assert.deepEqual([a, b], [BigInt64Array.of(2n ** 62n), BigInt64Array.of(2n ** 62n + 1n)]);
    assert.deepEqual([...change], [1]);
    const text = new LargestChangesSearch(3);
    text.add(['x', 'y'], ['x', 'z'], 0);
    assert.deepEqual(text.result(), {
      ...{ changed: 1, at: Float64Array.of(1), a: ['y'], b: ['z'], change: Float64Array.of(NaN) },
    });
  });
});

describe('the density of A against B', () => {
  it('counts as looking through all bins for each pair does', () => {
    fc.assert(
      fc.property(twoTensors, fc.integer({ min: 1, max: 12 }), ({ a, b }, bins) => {
        const finite = [...a, ...b].filter(Number.isFinite);
        fc.pre(finite.length > 0);
        const [low, high] = [Math.min(...finite), Math.max(...finite)];
        const counts = new PairDensityCounts(low, high, bins);
        counts.add(a, b);
        const { density, nonFinite } = counts.result();
        const { low: from, high: to } = density;
        const edge = (bin: number): number =>
          bin === bins ? to : from + bin * ((to - from) / bins);
        const binOf = (x: number): number => {
          for (let bin = 0; bin < bins; bin++) if (x < edge(bin + 1)) return bin;
          return bins - 1;
        };
        const expected = new Float64Array(bins * bins);
        const away = { inA: 0, inB: 0, inBoth: 0 };
        a.forEach((x, i) => {
          const y = b[i] ?? 0;
          const [inA, inB] = [!Number.isFinite(x), !Number.isFinite(y)];
          if (inA || inB) away[inA && inB ? 'inBoth' : inA ? 'inA' : 'inB']++;
          else {
            const at = binOf(y) * bins + binOf(x);
            expected[at] = (expected[at] ?? 0) + 1;
          }
        });
        assert.deepEqual(density.counts, expected);
        assert.deepEqual(nonFinite, away);
      }),
    );
  });

  it('has what numpy.histogram2d has', () => {
    // np.histogram2d([0, .25, .5, 1, 1], [0, .25, .75, 1, 0], bins=2, range=[[0, 1], [0, 1]]), transposed
    const counts = new PairDensityCounts(0, 1, 2);
    counts.add(Float32Array.of(0, 0.25, 0.5, 1, 1), Float32Array.of(0, 0.25, 0.75, 1, 0));
    assert.deepEqual([...counts.result().density.counts], [2, 1, 0, 2]);
  });
});

describe('quantiles of which only a histogram is known', () => {
  it('are off by less than the width of a bin', () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    const qs = Array.from({ length: 101 }, (_, i) => i / 100);
    fc.assert(
      fc.property(values, (list) => {
        const counts = new Float64Array(40);
        for (const x of list) {
          const bin = Math.min(39, Math.floor((x + 5) * 4));
          counts[bin] = (counts[bin] ?? 0) + 1;
        }
        const sorted = Float64Array.from(list).sort();
        const exact = quantilesOf(sorted.length, qs, (rank) => sorted[rank] ?? NaN);
        const rough = histogramQuantiles({ low: -5, high: 5, counts }, qs);
        exact.forEach(({ value }, i) => {
          assert.ok(Math.abs(value - (rough[i]?.value ?? NaN)) <= 0.25);
        });
      }),
    );
    assert.deepEqual(histogramQuantiles({ low: 0, high: 1, counts: new Float64Array(4) }, qs), []);
  });
});
