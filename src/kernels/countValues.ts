import { acrossInt, upper, wholeBytes } from './lanes';
import { SecondPlan } from './records';

/** Added to a float64 of [0, 2^51], it leaves the nearest integer in the low 32 bits. */
const ROUND: f64 = 4503599627370496;

/** Half a bin but 2^-12: the writer of the plan sees to it that products are not off by more. */
const EDGE: f64 = 0.499755859375;

/** The slot of the high halves that are not wanted. */
const NO_SLOT: u32 = 255;

/**
 * Adds `n` float32 to the counts of `plan`. A product gives the bin; where that lies so near an edge that
 * rounding could matter, the exact floor of the bin decides. NaN lands below the range.
 */
export function countValues(values: usize, n: i32, plan: SecondPlan): void {
  const scale = f64x2.splat(plan.scale);
  const offset = f64x2.splat(plan.offset);
  const last = f64x2.splat(plan.bins + 1);
  const limit = f32x4.splat(plan.limit);
  const floors = plan.floors;
  const slots = plan.slots;
  const table = (<usize>plan.bins + 2) << 2;
  const counts0 = plan.counts;
  const counts1 = counts0 + table;
  const counts2 = counts1 + table;
  const counts3 = counts2 + table;
  let below = i32x4.splat(0);
  const whole = values + wholeBytes(n);
  let at = values;
  for (; at < whole; at += 16) {
    const x = v128.load(at);
    below = i32x4.sub(below, f32x4.lt(f32x4.abs(x), limit));
    const a = placeOf(f64x2.promote_low_f32x4(x), scale, offset, last);
    const b = placeOf(f64x2.promote_low_f32x4(upper(x)), scale, offset, last);
    const roundA = f64x2.add(a, f64x2.splat(ROUND));
    const roundB = f64x2.add(b, f64x2.splat(ROUND));
    const off = f64x2.pmax(distance(roundA, a), distance(roundB, b));
    if (v128.any_true(f64x2.gt(off, f64x2.splat(EDGE)))) {
      countAt(counts0, decide(floors, f64x2.extract_lane(a, 0), load<f32>(at)));
      countAt(counts1, decide(floors, f64x2.extract_lane(a, 1), load<f32>(at, 4)));
      countAt(counts2, decide(floors, f64x2.extract_lane(b, 0), load<f32>(at, 8)));
      countAt(counts3, decide(floors, f64x2.extract_lane(b, 1), load<f32>(at, 12)));
    } else {
      countAt(counts0, i32x4.extract_lane(roundA, 0));
      countAt(counts1, i32x4.extract_lane(roundA, 2));
      countAt(counts2, i32x4.extract_lane(roundB, 0));
      countAt(counts3, i32x4.extract_lane(roundB, 2));
    }
    if (slots != 0) {
      const s0 = <u32>load<u8>(slots + load<u16>(at, 2));
      const s1 = <u32>load<u8>(slots + load<u16>(at, 6));
      const s2 = <u32>load<u8>(slots + load<u16>(at, 10));
      const s3 = <u32>load<u8>(slots + load<u16>(at, 14));
      // One test for four: few values are wanted.
      if ((s0 & s1 & s2 & s3) != NO_SLOT) {
        want(at, s0, plan);
        want(at + 4, s1, plan);
        want(at + 8, s2, plan);
        want(at + 12, s3, plan);
      }
    }
  }
  plan.below += acrossInt(below);
  for (const end = values + ((<usize>n) << 2); at < end; at += 4) {
    const x = load<f32>(at);
    if (abs(x) < plan.limit) plan.below += 1;
    const place = placeOf(f64x2.splat(x), scale, offset, last);
    countAt(counts0, decide(floors, f64x2.extract_lane(place, 0), x));
    if (slots != 0) want(at, load<u8>(slots + load<u16>(at, 2)), plan);
  }
}

/** Half a bin behind where the values stand on the axis of bins of `floors`; the rest cannot be NaN. */
function placeOf(x: v128, scale: v128, offset: v128, last: v128): v128 {
  const t = f64x2.add(f64x2.mul(x, scale), offset);
  return f64x2.pmin(last, f64x2.pmax(f64x2.splat(0), t));
}

function distance(rounded: v128, place: v128): v128 {
  return f64x2.abs(f64x2.sub(f64x2.sub(rounded, f64x2.splat(ROUND)), place));
}

/** The bin by its floor; right for any value that lies within half a bin of `place`. */
function decide(floors: usize, place: f64, x: f32): i32 {
  const bin = <i32>place;
  return bin + i32(x >= load<f32>(floors + ((<usize>bin) << 2), 4));
}

function countAt(counts: usize, bin: i32): void {
  const at = counts + ((<usize>bin) << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Counts or keeps the low half of a value with a slot. */
function want(at: usize, slot: u32, plan: SecondPlan): void {
  if (slot == NO_SLOT) return;
  if (plan.lows == 0) {
    keep(load<u16>(at), plan.cursors + ((<usize>slot) << 3));
    return;
  }
  const count = plan.lows + ((<usize>((slot << 16) | load<u16>(at))) << 2);
  store<u32>(count, load<u32>(count) + 1);
}

/** There is room for all, unless the values have changed since the first pass. */
function keep(low: u32, cursor: usize): void {
  const next = load<usize>(cursor);
  if (next >= load<usize>(cursor, 4)) return;
  store<u16>(next, low);
  store<usize>(cursor, next + 2);
}
