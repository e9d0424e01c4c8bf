/**
 * Statistics of one tensor (facts: population moments over the finite values, float64 arithmetic).
 * A number that does not exist for the data (mean of nothing, kurtosis of a constant) is null.
 */
export interface Statistics {
  /** All elements; complex64 counts real and imaginary parts apart. */
  readonly count: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  /** Values equal to 0, -0 included. */
  readonly zeros: number;
  /** |x| < NEAR_ZERO * RMS, zeros included. */
  readonly nearZeros: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Flat index of the first smallest and the first largest finite value, and of the first non-finite one. */
  readonly minAt: number | null;
  readonly maxAt: number | null;
  readonly firstNonFiniteAt: number | null;
  readonly mean: number | null;
  /** Population standard deviation (divides by n). */
  readonly std: number | null;
  /** Fisher, population: 0 for a normal distribution. */
  readonly excessKurtosis: number | null;
  readonly skewness: number | null;
  /** Sum of |x|. */
  readonly l1: number;
  /** Square root of the sum of squares (Frobenius norm). */
  readonly l2: number | null;
  /** l2 / sqrt(n). */
  readonly rms: number | null;
}

export interface Histogram {
  /** Equal-width bins over [low, high], the last one closed (numpy.histogram). */
  readonly low: number;
  readonly high: number;
  readonly counts: Float64Array;
}

/** Quantile type 7 (numpy 'linear') over the finite values. */
export interface Quantile {
  readonly q: number;
  readonly value: number;
}

export interface Measures {
  readonly statistics: Statistics;
  /** Null where no value is finite. */
  readonly histogram: Histogram | null;
  readonly quantiles: readonly Quantile[];
}

export const NEAR_ZERO = 1e-3;
export const HISTOGRAM_BINS = 256;
export const QUANTILES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;
