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
  const { sum, count, extreme } = sums;
  let at = line.offset;
  let pixel = line.pixel;
  let next = line.lead;
  for (let done = 0; done < length; next += run) {
    const n = Math.min(next, length) - done;
    let total = 0;
    let e = extreme[pixel] ?? 0;
    for (let i = 0; i < n; i++) {
      const x = values[at] ?? 0;
      at += stride;
      total += x;
      const size = Math.abs(x);
      const largest = Math.abs(e);
      // Nothing compares with NaN, so that one stays once it is there.
      if (size > largest || (size === largest && x > e) || x !== x) e = x;
    }
    sum[pixel] = (sum[pixel] ?? 0) + total;
    count[pixel] = (count[pixel] ?? 0) + n;
    extreme[pixel] = e;
    pixel += pixelStride;
    done += n;
  }
}
