import type { Numbers } from '../format/valueKind';
import type { NumberValues } from '../format/weightSource';
import { countDifferent } from './sameBits';

/** What a receipt says of a tensor. */
export type ChangeNumbers = Pick<
  ChangeSums,
  'values' | 'changed' | 'normBefore' | 'normAfter' | 'relativeChange'
>;

/** What changes from one state of a tensor to another, over pieces of both. */
export class ChangeSums {
  values = 0;
  /** Elements of other bits. */
  changed = 0;
  /** NaN and infinities after. */
  nonFinite = 0;
  /** Least and largest finite value before and after, for one axis under two histograms. */
  low = Infinity;
  high = -Infinity;
  private squaresBefore = 0;
  private squaresAfter = 0;
  private squaresOfChange = 0;

  add(before: Numbers, after: Numbers): void {
    this.values += after.length;
    this.changed += countDifferent(before, after);
    const [x, y] = [asNumbers(before), asNumbers(after)];
    let { low, high, nonFinite, squaresBefore, squaresAfter, squaresOfChange } = this;
    for (let i = 0; i < y.length; i++) {
      const b = x[i] ?? 0;
      const a = y[i] ?? 0;
      // Only finite values give 0; `Number.isFinite` takes longer than all the rest.
      const isBefore = b - b === 0;
      if (isBefore) {
        squaresBefore += b * b;
        if (b < low) low = b;
        if (b > high) high = b;
      }
      if (a - a !== 0) {
        nonFinite++;
        continue;
      }
      squaresAfter += a * a;
      if (a < low) low = a;
      if (a > high) high = a;
      if (isBefore) squaresOfChange += (a - b) * (a - b);
    }
    Object.assign(this, { low, high, nonFinite, squaresBefore, squaresAfter, squaresOfChange });
  }

  /** As plain data. */
  get numbers(): ChangeNumbers {
    const { values, changed, normBefore, normAfter, relativeChange } = this;
    return { values, changed, normBefore, normAfter, relativeChange };
  }

  /** Of the finite values. */
  get normBefore(): number {
    return Math.sqrt(this.squaresBefore);
  }

  get normAfter(): number {
    return Math.sqrt(this.squaresAfter);
  }

  /** ‖after − before‖ / ‖before‖ where both are finite; null where the norm before is 0. */
  get relativeChange(): number | null {
    return this.squaresBefore === 0
      ? null
      : Math.sqrt(this.squaresOfChange) / Math.sqrt(this.squaresBefore);
  }
}

function asNumbers(values: Numbers): NumberValues {
  return values instanceof BigInt64Array || values instanceof BigUint64Array
    ? Float64Array.from(values, Number)
    : values;
}
