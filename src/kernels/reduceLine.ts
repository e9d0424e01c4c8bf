import { across, least, upper, wholeBytes } from './lanes';

/** Runs of fewer values are not worth the setting up of vectors. */
const SHORT: i32 = 16;

/**
 * Adds a line of `length` float32, `stride` bytes apart, to the pixels that it crosses: `lead`
 * values to the first, `run` to each of the next. `sums`, `lows` and `highs` are the first pixel's
 * float64, those of the next lie `pixelStride` bytes further. The same pixels as
 * `src/core/measure/loops/addLine.ts`, but for the rounding of the sums.
 */
export function reduceLine(
  values: usize,
  stride: i32,
  length: i32,
  run: i32,
  lead: i32,
  sums: usize,
  lows: usize,
  highs: usize,
  pixelStride: i32,
): void {
  let at = values;
  let pixel: usize = 0;
  let next = lead;
  for (let done = 0; done < length; next = run) {
    const n = min(next, length - done);
    const low = lows + pixel;
    const high = highs + pixel;
    let sum: f64 = 0;
    if (stride == 4 && n >= SHORT) sum = reduceRun(at, n, low, high);
    else sum = reduceFew(at, stride, n, low, high);
    store<f64>(sums + pixel, load<f64>(sums + pixel) + sum);
    at += <usize>(n * stride);
    pixel += pixelStride;
    done += n;
  }
}

/** Returns the sum and updates the float64 at `low` and `high`, as the function below. */
function reduceFew(values: usize, stride: i32, n: i32, low: usize, high: usize): f64 {
  let sum: f64 = 0;
  let l = load<f64>(low);
  let h = load<f64>(high);
  let at = values;
  for (let i = 0; i < n; i++) {
    const x = <f64>load<f32>(at);
    at += stride;
    sum += x;
    // The instructions hand a NaN on from either side, and take -0 for less than 0.
    l = min<f64>(l, x);
    h = max<f64>(h, x);
  }
  store<f64>(low, l);
  store<f64>(high, h);
  return sum;
}

function reduceRun(values: usize, n: i32, low: usize, high: usize): f64 {
  let sum = f64x2.splat(0);
  let l = v128.load(values);
  let h = l;
  const end = values + wholeBytes(n);
  let at = values;
  do {
    const x = v128.load(at);
    l = f32x4.pmin(l, x);
    h = f32x4.pmax(h, x);
    const pairs = f64x2.add(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(upper(x)));
    sum = f64x2.add(sum, pairs);
    at += 16;
  } while (at < end);
  const total = across(sum);
  // A sum of float32 is finite only if every term is; the comparisons above do not see every NaN.
  if (total - total != 0) return reduceFew(values, 4, n, low, high);
  store<f64>(low, min<f64>(load<f64>(low), least(l)));
  store<f64>(high, max<f64>(load<f64>(high), -least(f32x4.neg(h))));
  return (n & 3) == 0 ? total : total + reduceFew(end, 4, n & 3, low, high);
}
