import assert from 'node:assert/strict';
import fc from 'fast-check';
import { quantilesOf, ranksOf } from '../../../src/core/measure/quantiles';
import { RankSearch } from '../../../src/core/measure/rankSearch';
import { QUANTILES } from '../../../src/core/measure/statistics';
import { measure } from './support';

describe('quantiles', () => {
  it('are those of the worked example', () => {
    const at = new Map(
      measure(Float32Array.of(1, -2, 0, 4, 0, -3)).quantiles.map(({ q, value }) => [q, value]),
    );
    assert.deepEqual(
      [0, 0.25, 0.5, 0.75, 1].map((q) => at.get(q)),
      [-3, -1.5, 0, 0.75, 4],
    );
  });

  it('of zeros of either sign are 0', () => {
    for (const length of [3, 5000])
      for (const { value } of measure(new Float32Array(length).fill(-0)).quantiles)
        assert.ok(Object.is(value, 0), String(length));
  });

  it('interpolate between neighbours: a quarter of 1, 2, 3, 4 is 1.75', () => {
    assert.deepEqual(
      quantilesOf(4, [0.25], (rank) => rank + 1),
      [{ q: 0.25, value: 1.75 }],
    );
  });

  it('found by counting are those of a sort, for every float32 there is', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 400 }), (values) => {
        const sorted = values
          .filter(Number.isFinite)
          .map((x) => x + 0)
          .sort();
        const search = new RankSearch('float32');
        const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
        const ranks = sorted.length === 0 ? [] : ranksOf(sorted.length, QUANTILES);
        search.first(bits);
        search.want(ranks);
        search.second(bits);
        assert.deepEqual(
          [...search.values()],
          ranks.map((rank) => [rank, sorted[rank]]),
        );
      }),
    );
  });

  it('found by counting are those of a sort, for every int32 there is', () => {
    fc.assert(
      fc.property(fc.int32Array({ minLength: 1, maxLength: 400 }), (values) => {
        const sorted = values.slice().sort();
        const search = new RankSearch('int32');
        const ranks = ranksOf(sorted.length, QUANTILES);
        search.first(values);
        search.want(ranks);
        search.second(values);
        assert.deepEqual(
          [...search.values()],
          ranks.map((rank) => [rank, sorted[rank]]),
        );
      }),
    );
  });

  it('of every type are those of a sort, small or large', () => {
    for (const length of [100, 20_000])
      for (const values of [
        Int8Array.from({ length }, (_, i) => i * 77),
        Uint8Array.from({ length }, (_, i) => i * 77),
        Int16Array.from({ length }, (_, i) => i * 777),
        Uint16Array.from({ length }, (_, i) => i * 777),
        Int32Array.from({ length }, (_, i) => i * 777_777_777),
        Uint32Array.from({ length }, (_, i) => i * 777_777_777),
        Float64Array.from({ length }, (_, i) => Math.sin(i)),
        Float32Array.from({ length }, (_, i) => Math.sin(i)),
      ]) {
        const sorted = values.slice().sort();
        assert.deepEqual(
          measure(values).quantiles,
          quantilesOf(length, QUANTILES, (rank) => sorted[rank] ?? NaN),
          `${values.constructor.name} of ${length}`,
        );
      }
  });

  it('of a large float64 tensor are left out rather than guessed', () => {
    assert.deepEqual(measure(new Float64Array(4_194_305)).quantiles, []);
    assert.equal(measure(new Float64Array(100)).quantiles.length, QUANTILES.length);
  });
});
