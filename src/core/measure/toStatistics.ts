import type { Moments } from './moments';
import { NEAR_ZERO, type Statistics } from './statistics';

/**
 * |x| below this is near zero. RMS is taken over the finite values.
 * Zeros count as near zero even where everything is zero and the limit itself is 0.
 */
export function nearZeroLimit(moments: Moments): number {
  return NEAR_ZERO * Math.sqrt(moments.squares / moments.finite);
}

/**
 * Statistics from moments and the count of values below `nearZeroLimit`.
 *
 * Float64 beyond 1e77 can overflow in the 4th power and beyond 1e154 in the square: moments that
 * did are null, `l2` is then Infinity. No float32 can.
 */
export function toStatistics(moments: Moments, below: number): Statistics {
  const { finite, min, max, minAt, maxAt, firstNonFiniteAt, m2, m3, m4 } = moments;
  const some = finite > 0;
  // Rounding may leave a trace of spread in a constant tensor; the extremes do not lie.
  const constant = min === max;
  const spread = some && !constant && m2 > 0;
  return {
    count: moments.count,
    nan: moments.nan,
    positiveInfinity: moments.positiveInfinity,
    negativeInfinity: moments.negativeInfinity,
    zeros: moments.zeros,
    nearZeros: Math.max(below, moments.zeros),
    min: some ? min + 0 : null,
    max: some ? max + 0 : null,
    minAt: some ? minAt : null,
    maxAt: some ? maxAt : null,
    firstNonFiniteAt: firstNonFiniteAt < 0 ? null : firstNonFiniteAt,
    mean: some ? finiteOrNull(constant ? min + 0 : moments.mean) : null,
    std: some ? finiteOrNull(constant ? 0 : Math.sqrt(m2 / finite)) : null,
    excessKurtosis: spread ? finiteOrNull((finite * m4) / (m2 * m2) - 3) : null,
    skewness: spread ? finiteOrNull((Math.sqrt(finite) * m3) / Math.pow(m2, 1.5)) : null,
    l1: moments.l1,
    l2: Math.sqrt(moments.squares),
    rms: some ? Math.sqrt(moments.squares / finite) : null,
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
