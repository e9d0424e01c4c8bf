import { across, acrossInt, upper, wholeBytes } from './lanes';
import { BLOCK } from './block';
import { Comparison } from './records';

const block = changetype<Comparison>(memory.data(64, 16));

/** Compares two pieces of `length` float32 of any alignment: fills `out`. */
export function comparePieces(a: usize, b: usize, length: i32, out: Comparison): void {
  clear(out);
  for (let start = 0; start < length; start += BLOCK) {
    const n = min(BLOCK, length - start);
    const skipped = (<usize>start) << 2;
    clear(block);
    compareVectors(a + skipped, b + skipped, n, block);
    // Each of these sums is finite only if every term is.
    const sum = block.aSquares + block.bSquares;
    if (sum - sum == 0) compareRest(a + skipped, b + skipped, n & ~3, n, block);
    else {
      clear(block);
      compareRest(a + skipped, b + skipped, 0, n, block);
    }
    add(a + skipped, b + skipped, start, out);
  }
}

function clear(out: Comparison): void {
  memory.fill(changetype<usize>(out), 0, offsetof<Comparison>());
  out.maxDifference = -1;
  out.maxDifferenceAt = -1;
}

/** All vectors of a block, to be thrown away if a value is not finite. */
function compareVectors(aAt: usize, bAt: usize, n: i32, out: Comparison): void {
  let dot = f64x2.splat(0);
  let squared = f64x2.splat(0);
  let aSquares = f64x2.splat(0);
  let bSquares = f64x2.splat(0);
  let largest = f64x2.splat(-1);
  let changed = i32x4.splat(0);
  const whole = wholeBytes(n);
  for (let at: usize = 0; at < whole; at += 16) {
    const a = v128.load(aAt + at);
    const b = v128.load(bAt + at);
    changed = i32x4.sub(changed, i32x4.ne(a, b));
    const a0 = f64x2.promote_low_f32x4(a);
    const b0 = f64x2.promote_low_f32x4(b);
    const a1 = f64x2.promote_low_f32x4(upper(a));
    const b1 = f64x2.promote_low_f32x4(upper(b));
    dot = f64x2.add(dot, f64x2.add(f64x2.mul(a0, b0), f64x2.mul(a1, b1)));
    aSquares = f64x2.add(aSquares, f64x2.add(f64x2.mul(a0, a0), f64x2.mul(a1, a1)));
    bSquares = f64x2.add(bSquares, f64x2.add(f64x2.mul(b0, b0), f64x2.mul(b1, b1)));
    const d0 = f64x2.sub(a0, b0);
    const d1 = f64x2.sub(a1, b1);
    squared = f64x2.add(squared, f64x2.add(f64x2.mul(d0, d0), f64x2.mul(d1, d1)));
    largest = f64x2.pmax(largest, f64x2.pmax(f64x2.abs(d0), f64x2.abs(d1)));
  }
  out.pairs = n & ~3;
  out.changed = acrossInt(changed);
  out.dot = across(dot);
  out.squaredDistance = across(squared);
  out.aSquares = across(aSquares);
  out.bSquares = across(bSquares);
  out.maxDifference = max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
}

/** Pairs [from, to) one by one. */
function compareRest(aAt: usize, bAt: usize, from: i32, to: i32, out: Comparison): void {
  for (let i = from; i < to; i++) {
    const at = (<usize>i) << 2;
    if (load<u32>(aAt + at) != load<u32>(bAt + at)) out.changed += 1;
    const a = <f64>load<f32>(aAt + at);
    const b = <f64>load<f32>(bAt + at);
    const d = a - b;
    // Not finite if one of both is not, and never else.
    if (d - d != 0) continue;
    out.pairs += 1;
    out.dot += a * b;
    out.squaredDistance += d * d;
    out.aSquares += a * a;
    out.bSquares += b * b;
    if (abs(d) > out.maxDifference) out.maxDifference = abs(d);
  }
}

function add(a: usize, b: usize, start: i32, out: Comparison): void {
  out.pairs += block.pairs;
  out.changed += block.changed;
  out.dot += block.dot;
  out.squaredDistance += block.squaredDistance;
  out.aSquares += block.aSquares;
  out.bSquares += block.bSquares;
  if (block.maxDifference > out.maxDifference) {
    out.maxDifference = block.maxDifference;
    out.maxDifferenceAt = start + locate(a, b, block.maxDifference);
  }
}

/** Position of a difference that is there. */
function locate(a: usize, b: usize, difference: f64): i32 {
  let at: usize = 0;
  while (abs(<f64>load<f32>(a + at) - <f64>load<f32>(b + at)) != difference) at += 4;
  return <i32>(at >> 2);
}
