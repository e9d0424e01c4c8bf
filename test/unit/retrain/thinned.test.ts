import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EMPTY_SERIES, extended, type Thinned } from '../../../src/core/retrain/thinned';

const MOST = 8;

describe('a curve of many steps', () => {
  it('keeps every number until it is full', () => {
    const { every, points } = extended(EMPTY_SERIES, [3, 1, 2], MOST);
    assert.deepEqual([every, points], [1, [3, 1, 2]]);
  });

  it('joins neighbours when it is full, and says of how many a point is the mean', () => {
    const { every, points, rest } = extended(EMPTY_SERIES, [1, 3, 5, 7, 9, 11, 13, 15, 20], MOST);
    assert.deepEqual([every, points, rest], [2, [2, 6, 10, 14], { sum: 20, count: 1 }]);
  });

  it('is the same whether numbers come one by one or all at once, in bounded room, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: -99, max: 99 }))), (parts) => {
        const all = parts.flat();
        const whole = extended(EMPTY_SERIES, all, MOST);
        const series = parts.reduce<Thinned>(
          (sum, part) => extended(sum, Float32Array.from(part), MOST),
          EMPTY_SERIES,
        );
        assert.deepEqual(series, whole);
        assert.ok(series.points.length < MOST);
        const { points, every, rest } = series;
        assert.equal(points.length * every + rest.count, all.length);
        const sum = points.reduce((total, point) => total + point * every, rest.sum);
        assert.equal(
          Math.round(sum),
          all.reduce((total, value) => total + value, 0),
        );
      }),
    );
  });
});
