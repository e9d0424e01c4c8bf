import assert from 'node:assert/strict';
import { assertClose, measure, normal, random, statisticsOf } from './support';

describe('statistics of a tensor', () => {
  it('are those of the worked example: population std, zeros, skewness, excess kurtosis', () => {
    const s = statisticsOf(Float32Array.of(1, -2, 0, 4, 0, -3));
    assert.equal(s.mean, 0);
    assertClose(s.std, 2.23606797749979, 1e-15);
    assert.equal(s.l1, 10);
    assertClose(s.l2, 5.477225575051661, 1e-15);
    assertClose(s.rms, 2.23606797749979, 1e-15);
    assert.equal(s.zeros, 2);
    assertClose(s.skewness, 0.4472135954999579, 1e-14);
    assertClose(s.excessKurtosis, -0.64, 1e-14);
    assert.deepEqual([s.min, s.minAt, s.max, s.maxAt], [-3, 5, 4, 3]);
  });

  it('call near zero what is less than a thousandth of the RMS', () => {
    const { rms, nearZeros } = statisticsOf(Float64Array.of(1, -1, 0.00061, -0.0007, 0, 0.001));
    assertClose(rms, Math.sqrt(2 / 6), 1e-5);
    assert.equal(nearZeros, 1);
    assert.equal(statisticsOf(Float64Array.of(1, -1, 0.0005, -0.00057, 0, 0.00058)).nearZeros, 3);
  });

  it('do not lose digits when ten million values of 0.1 are added', () => {
    const s = statisticsOf(new Float32Array(1e7).fill(0.1));
    assertClose(s.l1, 1e7 * Math.fround(0.1), 1e-12);
    assert.equal(s.mean, Math.fround(0.1));
    assert.equal(s.std, 0);
  });

  it('keep a tiny spread around a large mean, where E[x²] - E[x]² turns negative', () => {
    const next = normal(random(1));
    const values = Float32Array.from({ length: 200_000 }, () => 1000 + 0.01 * next());
    let mean = 0;
    for (const x of values) mean += x / values.length;
    let variance = 0;
    for (const x of values) variance += (x - mean) ** 2 / values.length;
    assertClose(statisticsOf(values).std, Math.sqrt(variance), 1e-9);
    assertClose(variance, 1e-4, 0.02);
  });

  it('count NaN and infinities apart and keep them out of every other number', () => {
    const s = statisticsOf(Float32Array.of(1, NaN, Infinity, 3, -Infinity, NaN));
    assert.deepEqual(
      [s.count, s.nan, s.positiveInfinity, s.negativeInfinity, s.firstNonFiniteAt],
      [6, 2, 1, 1, 1],
    );
    assert.deepEqual([s.mean, s.std, s.min, s.max, s.maxAt, s.l1], [2, 1, 1, 3, 3, 4]);
  });

  it('are null where nothing is finite, and nothing is measured of an empty tensor', () => {
    for (const values of [Float32Array.of(NaN, Infinity), new Float32Array(0)]) {
      const { statistics: s, histogram, quantiles } = measure(values);
      assert.deepEqual(
        [s.min, s.max, s.minAt, s.mean, s.std, s.skewness, s.excessKurtosis, s.rms],
        Array.from({ length: 8 }, () => null),
      );
      assert.equal(s.count, values.length);
      assert.equal(histogram, null);
      assert.deepEqual(quantiles, []);
    }
  });

  it('say nothing of the shape of a constant, even one that is not exact in binary', () => {
    for (const values of [new Float32Array(50_001).fill(0.3), Float32Array.of(7)]) {
      const s = statisticsOf(values);
      assert.deepEqual([s.mean, s.std], [values[0], 0]);
      assert.deepEqual([s.skewness, s.excessKurtosis], [null, null]);
    }
  });

  it('count -0 as zero, and zeros as near zero', () => {
    const s = statisticsOf(Float32Array.of(0, -0, 1e-9, 1));
    assert.deepEqual([s.zeros, s.nearZeros, Object.is(s.min, 0)], [2, 3, true]);
    assert.equal(statisticsOf(new Float32Array(5)).nearZeros, 5);
  });

  it('have the kurtosis of their distribution: normal 0, uniform -1.2', () => {
    const uniform = random(2);
    const gaussian = normal(random(3));
    const n = 300_000;
    assertClose(
      statisticsOf(Float32Array.from({ length: n }, uniform)).excessKurtosis,
      -1.2,
      0,
      0.01,
    );
    assertClose(
      statisticsOf(Float32Array.from({ length: n }, gaussian)).excessKurtosis,
      0,
      0,
      0.05,
    );
  });

  it('cover every type: bool, small and 32-bit integers, 64-bit integers, float64', () => {
    const expected = statisticsOf(Float32Array.of(3, 0, 1, 2));
    for (const values of [
      Uint8Array.of(3, 0, 1, 2),
      Int8Array.of(3, 0, 1, 2),
      Uint16Array.of(3, 0, 1, 2),
      Int16Array.of(3, 0, 1, 2),
      Int32Array.of(3, 0, 1, 2),
      Uint32Array.of(3, 0, 1, 2),
      Float64Array.of(3, 0, 1, 2),
      BigInt64Array.of(3n, 0n, 1n, 2n),
      BigUint64Array.of(3n, 0n, 1n, 2n),
    ])
      assert.deepEqual(statisticsOf(values), expected, values.constructor.name);
  });

  it('give null, not a wrong number, where powers of huge or tiny float64 cannot be held', () => {
    for (const size of [1e200, 1e-200]) {
      const s = statisticsOf(Float64Array.of(size, -size, 3 * size));
      assert.deepEqual([s.std, s.excessKurtosis, s.l2, s.rms], [null, null, null, null]);
      assert.equal(s.max, 3 * size);
      assertClose(s.mean, size, 1e-12);
    }
    const s = statisticsOf(Float64Array.of(1e-80, -1e-80, 3e-80));
    assertClose(s.std, 1e-80 * Math.sqrt(8 / 3), 1e-12);
    assert.equal(s.excessKurtosis, null);
    assert.deepEqual(statisticsOf(Float64Array.of(0, 0)).rms, 0);
  });

  it('hold for the smallest float32', () => {
    const least = 2 ** -149;
    const s = statisticsOf(Float32Array.of(1, -2, 0, 4, 0, -3).map((x) => x * least));
    assertClose(s.std, 2.23606797749979 * least, 1e-14);
    assertClose(s.excessKurtosis, -0.64, 1e-12);
  });
});
