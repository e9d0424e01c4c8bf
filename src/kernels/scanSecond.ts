import { BLOCK, SCRATCH } from './block';
import { countValues } from './countValues';
import { SecondPlan } from './records';

/**
 * Second pass over a piece of `length` float32 of any alignment: adds to the counts of `plan`. Of the
 * values whose high half is not open the first pass has told all there is to tell; they are skipped
 * without a branch, which could only be guessed.
 */
export function scanSecond(values: usize, length: i32, plan: SecondPlan): void {
  if (plan.open == 0) {
    countValues(values, length, plan);
    return;
  }
  for (let start = 0; start < length; start += BLOCK) {
    const n = min(BLOCK, length - start);
    countValues(SCRATCH, keepOpen(values + ((<usize>start) << 2), n, plan.open), plan);
  }
}

/** Copies the values of a block whose high half is open to the scratch room, returns how many there are. */
function keepOpen(values: usize, n: i32, open: usize): i32 {
  const end = values + ((<usize>n) << 2);
  const whole = end - 12;
  let to = SCRATCH;
  let at = values;
  for (; at < whole; at += 16) {
    to = keep(at, to, open);
    to = keep(at + 4, to, open);
    to = keep(at + 8, to, open);
    to = keep(at + 12, to, open);
  }
  for (; at < end; at += 4) to = keep(at, to, open);
  return <i32>((to - SCRATCH) >> 2);
}

function keep(at: usize, to: usize, open: usize): usize {
  store<u32>(to, load<u32>(at));
  return to + <usize>load<u8>(open + load<u16>(at, 2));
}
