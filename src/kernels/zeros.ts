import { acrossInt, wholeBytes } from './lanes';
import { TABLE } from './sumUp';

/** Bytes from the count of the high half of 0 to that of -0. */
const NEGATIVE: usize = 0x8000 << 2;

/** How many values the two tables of `sumUp` at `keys` have of which the high half is that of 0 or -0. */
export function nearlyZero(keys: usize): u32 {
  return (
    load<u32>(keys) +
    load<u32>(keys + NEGATIVE) +
    load<u32>(keys + TABLE) +
    load<u32>(keys + TABLE + NEGATIVE)
  );
}

/** How many of `n` float32 are 0 or -0. */
export function countZeros(values: usize, n: i32): i32 {
  let zeros = i32x4.splat(0);
  const whole = values + wholeBytes(n);
  let at = values;
  for (; at < whole; at += 16) zeros = i32x4.sub(zeros, f32x4.eq(v128.load(at), f32x4.splat(0)));
  let count = acrossInt(zeros);
  for (const end = values + ((<usize>n) << 2); at < end; at += 4) count += i32(load<f32>(at) == 0);
  return count;
}
