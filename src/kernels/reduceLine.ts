import { across, least, upper, wholeBytes } from './lanes';

/** Runs of fewer values are not worth the setting up of vectors. */
const SHORT: i32 = 16;

/**
 * Adds a line of `length` float32, `stride` bytes apart, to the pixels that it crosses: `lead`
 * values to the first, `run` to each of the next. `sums`, `counts` and `extremes` are the first
 * pixel's float64, those of the next lie `pixelStride` bytes further. The same pixels as
 * `src/core/measure/loops/addLine.ts`, but for the rounding of the sums.
 */
export function reduceLine(
  values: usize,
  stride: i32,
  length: i32,
  run: i32,
  lead: i32,
  sums: usize,
  counts: usize,
  extremes: usize,
  pixelStride: i32,
): void {
  let at = values;
  let pixel: usize = 0;
  let next = lead;
  for (let done = 0; done < length; next = run) {
    const n = min(next, length - done);
    const e = extremes + pixel;
    let sum: f64 = 0;
    if (stride == 4 && n >= SHORT) sum = reduceRun(at, n, e);
    else sum = reduceFew(at, stride, n, e);
    store<f64>(sums + pixel, load<f64>(sums + pixel) + sum);
    store<f64>(counts + pixel, load<f64>(counts + pixel) + n);
    at += <usize>(n * stride);
    pixel += pixelStride;
    done += n;
  }
}

/** Returns the sum and updates the extreme, as every function below. */
function reduceFew(values: usize, stride: i32, n: i32, extreme: usize): f64 {
  let sum: f64 = 0;
  let e = load<f64>(extreme);
  let at = values;
  for (let i = 0; i < n; i++) {
    const x = <f64>load<f32>(at);
    at += stride;
    sum += x;
    e = further(e, x);
  }
  store<f64>(extreme, e);
  return sum;
}

function reduceRun(values: usize, n: i32, extreme: usize): f64 {
  let sum = f64x2.splat(0);
  let low = v128.load(values);
  let high = low;
  const end = values + wholeBytes(n);
  let at = values;
  do {
    const x = v128.load(at);
    low = f32x4.pmin(low, x);
    high = f32x4.pmax(high, x);
    const pairs = f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(upper(x)));
    sum = f64x2.add(sum, pairs);
    at += 16;
  } while (at < end);
  const total = across(sum);
  // A sum of float32 is finite only if every term is; the comparisons above do not see every NaN.
  if (total - total != 0) return reduceFew(values, 4, n, extreme);
  const e = further(load<f64>(extreme), -least(f32x4.neg(high)));
  store<f64>(extreme, further(e, least(low)));
  return (n & 3) == 0 ? total : total + reduceFew(end, 4, n & 3, extreme);
}

/**
 * The value further from zero, the positive one of two. Nothing compares with NaN, so that it stays
 * once it is there. Without a branch: which of two is further can only be guessed.
 */
function further(e: f64, x: f64): f64 {
  const size = abs(x);
  const largest = abs(e);
  const is = i32(size > largest) | (i32(size == largest) & i32(x > e)) | i32(x != x);
  return select<f64>(x, e, is != 0);
}
