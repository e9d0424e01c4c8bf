import { acrossInt, upper, wholeBytes } from './lanes';
import { SecondPlan } from './records';

/** Added to a float64 of [-2^51, 2^51], it leaves the nearest integer in the low 32 bits. */
const ROUND: f64 = 6755399441055744;

/** Half a bin but 2^-12: the writer of the plan sees to it that products are not off by more. */
const EDGE: f64 = 0.499755859375;

/**
 * Adds `n` float32 to the counts of `plan`. A product gives the bin; where that lies so near an
 * edge that rounding could matter, the exact floor of the bin decides. NaN lands below the range.
 */
export function countValues(values: usize, n: i32, plan: SecondPlan): void {
  const scale = f64x2.splat(plan.scale);
  const offset = f64x2.splat(plan.offset);
  const last = f64x2.splat(plan.bins + 1);
  const limit = f32x4.splat(plan.limit);
  const floors = plan.floors;
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
      const lowerA = lowerBin(a);
      const lowerB = lowerBin(b);
      countAt(counts0, decide(floors, i32x4.extract_lane(lowerA, 0), load<f32>(at)));
      countAt(counts1, decide(floors, i32x4.extract_lane(lowerA, 2), load<f32>(at, 4)));
      countAt(counts2, decide(floors, i32x4.extract_lane(lowerB, 0), load<f32>(at, 8)));
      countAt(counts3, decide(floors, i32x4.extract_lane(lowerB, 2), load<f32>(at, 12)));
    } else {
      countAt(counts0, i32x4.extract_lane(roundA, 0));
      countAt(counts1, i32x4.extract_lane(roundA, 2));
      countAt(counts2, i32x4.extract_lane(roundB, 0));
      countAt(counts3, i32x4.extract_lane(roundB, 2));
    }
  }
  plan.below += acrossInt(below);
  for (const end = values + ((<usize>n) << 2); at < end; at += 4) {
    const x = load<f32>(at);
    if (abs(x) < plan.limit) plan.below += 1;
    const lower = lowerBin(placeOf(f64x2.splat(x), scale, offset, last));
    countAt(counts0, decide(floors, i32x4.extract_lane(lower, 0), x));
  }
}

/**
 * Half a bin more than where values stand on the axis of bins; what lies outside goes to its ends,
 * as NaN does.
 */
function placeOf(x: v128, scale: v128, offset: v128, last: v128): v128 {
  const t = f64x2.add(f64x2.mul(x, scale), offset);
  return f64x2.pmin(last, f64x2.pmax(f64x2.splat(0), t));
}

function distance(rounded: v128, place: v128): v128 {
  return f64x2.abs(f64x2.sub(f64x2.sub(rounded, f64x2.splat(ROUND)), place));
}

/**
 * The bin of a value or the one before it, for a place is half a bin more than where the value
 * stands.
 */
function lowerBin(place: v128): v128 {
  return f64x2.add(f64x2.sub(place, f64x2.splat(0.5)), f64x2.splat(ROUND));
}

/** The floor of the next bin decides. */
function decide(floors: usize, lower: i32, x: f32): i32 {
  return lower + i32(x >= load<f32>(floors + ((<usize>lower) << 2), 4));
}

function countAt(counts: usize, bin: i32): void {
  const at = counts + ((<usize>bin) << 2);
  store<u32>(at, load<u32>(at) + 1);
}
