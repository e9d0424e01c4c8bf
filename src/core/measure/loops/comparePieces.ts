/**
 * How two pieces of float32 differ, over the pairs of which both values are finite but for
 * `changed`. Pieces add up: sums and counts by adding, the largest difference by its size, then its
 * position.
 */
export interface Comparison {
  readonly pairs: number;
  /**
   * Pairs of different bits, those that are not finite included: 0 and -0 differ, NaN may be equal.
   */
  readonly changed: number;
  readonly dot: number;
  /** Sum of (a - b)^2. */
  readonly squaredDistance: number;
  readonly aSquares: number;
  readonly bSquares: number;
  /** Largest |a - b|; -1 if there is no pair. */
  readonly maxDifference: number;
  /** Position of the first pair that differs so much; -1 if there is no pair. */
  readonly maxDifferenceAt: number;
}

/** Compares two pieces of equal length. Sums are in float64, in the order of the values. */
export function comparePieces(a: Float32Array, b: Float32Array): Comparison {
  const aBits = new Int32Array(a.buffer, a.byteOffset, a.length);
  const bBits = new Int32Array(b.buffer, b.byteOffset, b.length);
  let pairs = 0;
  let changed = 0;
  let dot = 0;
  let squaredDistance = 0;
  let aSquares = 0;
  let bSquares = 0;
  let maxDifference = -1;
  let maxDifferenceAt = -1;
  for (let i = 0; i < a.length; i++) {
    if (aBits[i] !== bBits[i]) changed++;
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    const d = x - y;
    // A difference of finite float32 is finite in float64, any other is not.
    if (d - d !== 0) continue;
    pairs++;
    dot += x * y;
    squaredDistance += d * d;
    aSquares += x * x;
    bSquares += y * y;
    if (Math.abs(d) > maxDifference) {
      maxDifference = Math.abs(d);
      maxDifferenceAt = i;
    }
  }
  return {
    pairs,
    changed,
    dot,
    squaredDistance,
    aSquares,
    bSquares,
    maxDifference,
    maxDifferenceAt,
  };
}
