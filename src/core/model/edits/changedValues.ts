import { bitsOf, type Numbers } from '../../format/valueKind';
import type { WeightValues } from '../../format/weightSource';

/** What a change comes to, over pieces of a tensor added one after the other. */
export class ChangeCount {
  changed = 0;
  /** Largest finite |after - before|; undefined where none is finite. */
  largest: number | undefined;

  add(before: WeightValues, after: WeightValues): void {
    const differs = differenceTest(before, after);
    for (let i = 0; i < after.length; i++) {
      if (!differs(i)) continue;
      this.changed++;
      const size = Math.abs(difference(before[i] ?? 0, after[i] ?? 0));
      if (Number.isFinite(size) && !(size <= (this.largest ?? -1))) this.largest = size;
    }
  }
}

export function isChanged(before: WeightValues, after: WeightValues): boolean {
  const differs = differenceTest(before, after);
  for (let i = 0; i < after.length; i++) if (differs(i)) return true;
  return false;
}

/** after - before in double, rounded to float32; 0 where nothing changed, also between infinities and NaN. */
export function differences(before: Numbers, after: Numbers): Float32Array {
  const differs = differenceTest(before, after);
  const made = new Float32Array(after.length);
  for (let i = 0; i < after.length; i++)
    if (differs(i)) made[i] = difference(before[i] ?? 0, after[i] ?? 0);
  return made;
}

/** Whether values at an index differ: by bits, so that 0 and -0 do, but one NaN is as good as another. */
export function differenceTest(
  before: WeightValues,
  after: WeightValues,
): (index: number) => boolean {
  if (!ArrayBuffer.isView(after)) return (i) => before[i] !== after[i];
  const [a, b] = [bitsOf(before as Numbers), bitsOf(after)];
  if (!(after instanceof Float32Array || after instanceof Float64Array))
    return (i) => a[i] !== b[i];
  const isNumber = (value: WeightValues[number] | undefined): boolean => value === value;
  return (i) => a[i] !== b[i] && (isNumber(before[i]) || isNumber(after[i]));
}

function difference(before: WeightValues[number], after: WeightValues[number]): number {
  if (typeof before === 'bigint' && typeof after === 'bigint') return Number(after - before);
  return Number(after) - Number(before);
}
