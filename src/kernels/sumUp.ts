import { across, least, upper, wholeBytes } from './lanes';
import { Sums } from './records';

/** Bytes of 65,536 uint32. */
export const TABLE: usize = 0x40000;

/**
 * Adds up a block of `n` float32 about `centre`, in float64 and in two lanes. With an infinity or
 * NaN among them `s1` is not finite, and only the keys are right. About 0 it takes less time.
 *
 * Unless `keys` is 0, adds to one of two tables of uint32 by the high 16 bits of every value, even
 * and odd positions apart, so that equal neighbours do not wait for each other's store. In the same
 * loop, because sums keep the vector units busy and counts the others: together they take little
 * longer than one.
 */
export function sumUp(values: usize, n: i32, centre: f64, keys: usize, out: Sums): void {
  // Four loops that ask for nothing within: to ask for each vector takes a quarter more time.
  if (centre != 0) {
    if (keys != 0) sumUpBy<About, Counted>(values, n, centre, keys, out);
    else sumUpBy<About, Uncounted>(values, n, centre, keys, out);
  } else if (keys != 0) sumUpBy<AboutZero, Counted>(values, n, 0, keys, out);
  else sumUpBy<AboutZero, Uncounted>(values, n, 0, keys, out);
}

/** Types that choose a loop: by `isFloat` the compiler leaves out what the other has. */
type About = f64;
type AboutZero = i32;
type Counted = f64;
type Uncounted = i32;

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- A loop is compiled for each.
function sumUpBy<Centre, Keys>(values: usize, n: i32, centre: f64, keys: usize, out: Sums): void {
  const c = f64x2.splat(centre);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let l1 = f64x2.splat(0);
  let low = f32x4.splat(Infinity);
  let high = f32x4.splat(-Infinity);
  const whole = values + wholeBytes(n);
  let at = values;
  for (; at < whole; at += 16) {
    const x = v128.load(at);
    low = f32x4.pmin(low, x);
    high = f32x4.pmax(high, x);
    const a = f64x2.promote_low_f32x4(x);
    const b = f64x2.promote_low_f32x4(upper(x));
    l1 = f64x2.add(l1, f64x2.add(f64x2.abs(a), f64x2.abs(b)));
    const da = isFloat<Centre>() ? f64x2.sub(a, c) : a;
    const db = isFloat<Centre>() ? f64x2.sub(b, c) : b;
    s1 = f64x2.add(s1, f64x2.add(da, db));
    const qa = f64x2.mul(da, da);
    const qb = f64x2.mul(db, db);
    s2 = f64x2.add(s2, f64x2.add(qa, qb));
    s3 = f64x2.add(s3, f64x2.add(f64x2.mul(qa, da), f64x2.mul(qb, db)));
    s4 = f64x2.add(s4, f64x2.add(f64x2.mul(qa, qa), f64x2.mul(qb, qb)));
    if (isFloat<Keys>()) {
      countKey(keys, load<u16>(at, 2));
      countKey(keys + TABLE, load<u16>(at, 6));
      countKey(keys, load<u16>(at, 10));
      countKey(keys + TABLE, load<u16>(at, 14));
    }
  }
  out.s1 = across(s1);
  out.s2 = across(s2);
  out.s3 = across(s3);
  out.s4 = across(s4);
  out.l1 = across(l1);
  out.min = least(low);
  out.max = -least(f32x4.neg(high));
  for (const end = values + ((<usize>n) << 2); at < end; at += 4) {
    addOne(load<f32>(at), centre, out);
    if (isFloat<Keys>()) countKey(keys, load<u16>(at, 2));
  }
}

/** Adds the second of the two tables at `keys` to the first, and clears it. */
export function joinKeys(keys: usize): void {
  for (let at = keys, end = keys + TABLE; at < end; at += 16) {
    v128.store(at, i32x4.add(v128.load(at), v128.load(at + TABLE)));
    v128.store(at + TABLE, i32x4.splat(0));
  }
}

function addOne(value: f32, centre: f64, out: Sums): void {
  const x = <f64>value;
  const d = x - centre;
  const q = d * d;
  out.s1 += d;
  out.s2 += q;
  out.s3 += q * d;
  out.s4 += q * q;
  out.l1 += abs(x);
  if (x < out.min) out.min = x;
  if (x > out.max) out.max = x;
}

function countKey(table: usize, high: u32): void {
  const at = table + ((<usize>high) << 2);
  store<u32>(at, load<u32>(at) + 1);
}
