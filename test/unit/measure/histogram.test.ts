import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HistogramCounts } from '../../../src/core/measure/histogram';
import { HISTOGRAM_BINS } from '../../../src/core/measure/statistics';
import { measure } from './support';

function counts(values: number[], low: number, high: number, bins: number): number[] {
  const histogram = new HistogramCounts(low, high, bins);
  histogram.add(Float64Array.from(values), values.length);
  return [...histogram.result().counts];
}

describe('histogram', () => {
  it('closes the last bin only: 1, 2, 1 over [0, 3] gives 0, 2, 1', () => {
    assert.deepEqual(counts([1, 2, 1], 0, 3, 3), [0, 2, 1]);
    assert.deepEqual(counts([0, 1, 2, 3], 0, 3, 3), [1, 1, 2]);
  });

  it('leaves out NaN, infinities and what lies outside a zoomed range', () => {
    assert.deepEqual(counts([NaN, Infinity, -Infinity, -1, 0.5, 2], 0, 1, 2), [0, 1]);
  });

  it('of a constant is one full bin in a range of width 1', () => {
    const { histogram } = measure(new Float32Array(10).fill(3));
    assert.deepEqual([histogram?.low, histogram?.high], [2.5, 3.5]);
    assert.equal(histogram?.counts[HISTOGRAM_BINS / 2], 10);
  });

  it('counts every value of the smallest range and none of one too wide for float64', () => {
    const tiny = measure(Float64Array.of(0, 5e-324, 1e-323)).histogram;
    assert.equal(
      tiny?.counts.reduce((sum, n) => sum + n),
      3,
    );
    assert.equal(measure(Float64Array.of(-1.7e308, 1.7e308)).histogram, null);
  });

  it('counts every finite value once, whatever the range', () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 200 }), (values) => {
        const total = measure(values).histogram?.counts.reduce((sum, n) => sum + n, 0) ?? 0;
        assert.equal(total, values.filter(Number.isFinite).length);
      }),
    );
  });
});
