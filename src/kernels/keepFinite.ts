import { Moments } from './records';

/**
 * Copies the finite values of a block to `kept`, counts the others, returns how many are finite.
 */
export function keepFinite(values: usize, length: i32, start: i32, kept: usize, out: Moments): i32 {
  let next = kept;
  for (let i = 0; i < length; i++) {
    const x = load<f32>(values + ((<usize>i) << 2));
    store<f32>(next, x);
    next += x - x == 0 ? 4 : 0;
  }
  for (let i = 0; i < length; i++) {
    const x = load<f32>(values + ((<usize>i) << 2));
    if (x - x == 0) continue;
    if (out.firstNonFiniteAt < 0) out.firstNonFiniteAt = start + i;
    if (x == Infinity) out.positiveInfinity += 1;
    else if (x == -Infinity) out.negativeInfinity += 1;
    else out.nan += 1;
  }
  return <i32>((next - kept) >> 2);
}
