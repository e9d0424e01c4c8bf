import { SecondPlan } from './records';

/** Counts or keeps the low halves of `n` values, all of which are wanted. */
export function countLows(values: usize, n: i32, plan: SecondPlan): void {
  const slots = plan.slots;
  const lows = plan.lows;
  const cursors = plan.cursors;
  for (let at = values, end = values + ((<usize>n) << 2); at < end; at += 4) {
    const slot = <usize>load<u8>(slots + load<u16>(at, 2));
    const low = <u32>load<u16>(at);
    if (lows == 0) {
      keep(low, cursors + (slot << 3));
      continue;
    }
    const count = lows + (((slot << 16) | low) << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
}

/** There is room for all, unless the values have changed since the first pass. */
function keep(low: u32, cursor: usize): void {
  const next = load<usize>(cursor);
  if (next >= load<usize>(cursor, 4)) return;
  store<u16>(next, low);
  store<usize>(cursor, next + 2);
}
