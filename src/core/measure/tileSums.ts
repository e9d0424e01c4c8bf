/**
 * Pixels while their values come in, in any order: sum, least and largest value, of which a NaN makes
 * a NaN. So the order of the values does not matter, but for rounding of the sum.
 */
export interface TileSums {
  readonly sum: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export function emptyTileSums(pixels: number): TileSums {
  return clear({
    sum: new Float64Array(pixels),
    low: new Float64Array(pixels),
    high: new Float64Array(pixels),
  });
}

/** Makes pixels empty again. */
export function clear(sums: TileSums): TileSums {
  sums.sum.fill(0);
  sums.low.fill(Infinity);
  sums.high.fill(-Infinity);
  return sums;
}

/**
 * The value farthest from zero of a pixel, by its least and largest; the positive one of two. NaN
 * hides an infinity, and of both infinities the positive one shows.
 */
export function farthest(low: number, high: number): number {
  return -low > high ? low : high;
}

/** The mean of a pixel: where it covers a NaN or an infinity, that one. */
export function meanOf(sum: number, count: number, low: number, high: number): number {
  const extreme = farthest(low, high);
  return extreme - extreme === 0 ? toFloat32(sum / count) : extreme;
}

const LARGEST = 3.4028234663852886e38;

/**
 * A finite float64 too large for float32 becomes the largest finite one: it must not look like an
 * infinity. Of both zeros the positive one is kept.
 */
export function toFloat32(value: number): number {
  return value - value === 0 ? Math.min(LARGEST, Math.max(-LARGEST, value)) + 0 : value;
}
