import { BLOCK, SCRATCH, SECOND_SCRATCH } from './block';
import { countLows } from './countLows';
import { countValues } from './countValues';
import { SecondPlan } from './records';
import { select } from './select';

/**
 * Second pass over a piece of `length` float32 of any alignment: adds to the counts of `plan`. Of
 * the values whose high half is not open the first pass has told all there is to tell.
 */
export function scanSecond(values: usize, length: i32, plan: SecondPlan): void {
  for (let start = 0; start < length; start += BLOCK) {
    let source = values + ((<usize>start) << 2);
    let n = min(BLOCK, length - start);
    if (plan.open != 0) {
      n = select(source, n, plan.open, SCRATCH);
      source = SCRATCH;
    }
    countValues(source, n, plan);
    if (plan.wanted != 0) {
      n = select(source, n, plan.wanted, SECOND_SCRATCH);
      countLows(SECOND_SCRATCH, n, plan);
    }
  }
}
