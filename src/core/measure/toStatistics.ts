import type { Moments } from './moments';
import { NEAR_ZERO, type Statistics } from './statistics';

/**
 * |x| below this is near zero. RMS is taken over the finite values.
 * Zeros count as near zero even where everything is zero and the limit itself is 0.
 */
export function nearZeroLimit(moments: Moments): number {
  return NEAR_ZERO * Math.sqrt(moments.squares / moments.finite);
}

/** Powers below this may have lost digits: the least normal float64 is 2.2e-308. */
const LEAST_POWER = 1e-290;

/**
 * Statistics from moments and the count of values below `nearZeroLimit`.
 *
 * Float64 beyond 1e77 can overflow in the 4th power and beyond 1e154 in the square, or vanish if so much
 * smaller than 1: what is made of such powers is null. No float32 can.
 */
export function toStatistics(moments: Moments, below: number): Statistics {
  const { finite, min, max, minAt, maxAt, firstNonFiniteAt, m2, m3, m4, squares } = moments;
  const some = finite > 0;
  // Rounding may leave a trace of spread in a constant tensor; the extremes do not lie.
  const constant = min === max;
  const largest = Math.max(-min, max);
  const squared = Number.isFinite(squares) && (!(largest > 0) || largest * largest > LEAST_POWER);
  const ratio = (moment: number, power: number): number | null =>
    some && !constant && power > LEAST_POWER ? finiteOrNull(moment / power) : null;
  const kurtosis = ratio(finite * m4, m2 * m2);
  const std = squared ? finiteOrNull(Math.sqrt(m2 / finite)) : null;
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
    std: some && constant ? 0 : std,
    excessKurtosis: kurtosis === null ? null : kurtosis - 3,
    skewness: ratio(Math.sqrt(finite) * m3, Math.pow(m2, 1.5)),
    l1: moments.l1,
    l2: squared ? Math.sqrt(squares) : null,
    rms: some && squared ? Math.sqrt(squares / finite) : null,
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
