import type { TileSums } from '../tileSums';

/** Where a line of values lies and which pixels it falls on. */
export interface Line {
  /** Position of the first value and distance to the next, in the array that holds them. */
  offset: number;
  stride: number;
  length: number;
  /** How many values share a pixel. */
  run: number;
  /** How many values are left for the first pixel, 1 to `run`. */
  lead: number;
  /** Pixel of the first value and distance to the next pixel. */
  pixel: number;
  pixelStride: number;
}

/** Adds a line of a matrix to the pixels that it crosses. */
export function addLine(values: Float64Array, line: Line, sums: TileSums): void {
  const { stride, length, run, pixelStride } = line;
  const { sum, low, high } = sums;
  let at = line.offset;
  let pixel = line.pixel;
  let next = line.lead;
  for (let done = 0; done < length; next += run) {
    const n = Math.min(next, length) - done;
    let total = 0;
    let l = low[pixel] ?? 0;
    let h = high[pixel] ?? 0;
    for (let i = 0; i < n; i++) {
      const x = values[at] ?? 0;
      at += stride;
      total += x;
      // Nothing compares with NaN, so that one stays once it is there.
      if (x < l || x !== x) l = x;
      if (x > h || x !== x) h = x;
    }
    sum[pixel] = (sum[pixel] ?? 0) + total;
    low[pixel] = l;
    high[pixel] = h;
    pixel += pixelStride;
    done += n;
  }
}
