import assert from 'node:assert/strict';
import type { Measures, Statistics } from '../../../src/core/measure/statistics';
import { bothRows, sharedBars, sharedRange } from '../../../src/webview/compare/pair/sideBySide';

const EMPTY: Statistics = {
  ...{ count: 2, nan: 0, positiveInfinity: 0, negativeInfinity: 0, zeros: 0, nearZeros: 0 },
  ...{ min: null, max: null, minAt: null, maxAt: null, firstNonFiniteAt: null, mean: null },
  ...{ std: null, excessKurtosis: null, skewness: null, l1: 0, l2: 0, rms: null },
};
const measures = (statistics: Partial<Statistics>): Measures => ({
  statistics: { ...EMPTY, ...statistics },
  histogram: null,
  quantiles: [],
});

describe('statistics of two tensors beside each other', () => {
  it('tell NaN of either side, and to which a definition belongs', () => {
    const rows = bothRows(measures({ min: 1, max: 2 }), measures({ min: -3, max: 2, nan: 1 }));
    const row = (label: string) => rows.find((one) => one.label === label);
    assert.equal(row('min')?.a, '1');
    assert.equal(row('min')?.b, '-3');
    assert.deepEqual([row('NaN, ±Inf')?.a, row('NaN, ±Inf')?.b], ['none', '1 NaN']);
    assert.match(row('mean')?.definition ?? '', /^A: .* 2 .*B: .* 1 /);
  });

  it('share the range of a histogram, and have none where nothing is finite', () => {
    const range = sharedRange(measures({ min: 1, max: 2 }), measures({ min: -3, max: 1.5 }));
    assert.deepEqual(range, { low: -3, high: 2 });
    assert.equal(sharedRange(measures({}), measures({})), null);
  });

  it('share the bars of a histogram, and lose no value', () => {
    const counts = (total: number) => new Float64Array(256).map((_, i) => (i < total ? 1 : 0));
    const bars = sharedBars(
      { low: 0, high: 1, counts: counts(100) },
      { low: 0, high: 1, counts: counts(10) },
    );
    assert.equal(bars.a.length, bars.b.length);
    assert.equal(
      bars.a.reduce((sum, n) => sum + n, 0),
      100,
    );
    assert.equal(
      bars.b.reduce((sum, n) => sum + n, 0),
      10,
    );
  });
});
