import { countDifferent, type Numbers } from './sameBits';

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
    for (let i = 0; i < after.length; i++) {
      const b = Number(before[i]);
      const a = Number(after[i]);
      if (Number.isFinite(b)) {
        this.squaresBefore += b * b;
        this.low = Math.min(this.low, b);
        this.high = Math.max(this.high, b);
      }
      if (!Number.isFinite(a)) {
        this.nonFinite++;
        continue;
      }
      this.squaresAfter += a * a;
      this.low = Math.min(this.low, a);
      this.high = Math.max(this.high, a);
      if (Number.isFinite(b)) this.squaresOfChange += (a - b) * (a - b);
    }
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
