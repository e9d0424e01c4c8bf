/**
 * Pixels of a tile while their values come in, in any order. Row-major, `height` x `width`.
 * NaN hides an infinity, an infinity hides finite values, and of both infinities the positive one
 * shows; of two values equally far from zero the positive one is the extreme. So the order of the
 * values does not matter, but for rounding of the mean.
 */
export interface TileSums {
  readonly sum: Float64Array;
  readonly count: Float64Array;
  readonly extreme: Float64Array;
}

export function emptyTileSums(pixels: number): TileSums {
  return {
    sum: new Float64Array(pixels),
    count: new Float64Array(pixels),
    extreme: new Float64Array(pixels),
  };
}

/**
 * The mean and the extreme as float32. A finite float64 too large for float32 becomes the largest
 * finite one: it must not look like an infinity.
 */
export function tileOf({ sum, count, extreme }: TileSums): {
  readonly mean: Float32Array;
  readonly extreme: Float32Array;
} {
  return {
    mean: Float32Array.from(sum, (total, i) => {
      const e = extreme[i] ?? NaN;
      return e - e === 0 ? clamp(total / (count[i] ?? 0)) : e;
    }),
    extreme: Float32Array.from(extreme, (e) => (e - e === 0 ? clamp(e) : e)),
  };
}

const LARGEST = 3.4028234663852886e38;

function clamp(value: number): number {
  return Math.min(LARGEST, Math.max(-LARGEST, value));
}
