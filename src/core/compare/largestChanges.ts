import type { WeightValues } from '../format/weightSource';

/** Values that differ, largest difference first. */
export interface LargestChanges {
  /** Places of different bits in the whole tensor; NaN equals NaN, 0 and -0 differ. */
  readonly changed: number;
  /** Flat indices, each with its two values. */
  readonly at: Float64Array;
  readonly a: WeightValues;
  readonly b: WeightValues;
  /** b - a in float64; not finite where one of them is not, NaN for text. */
  readonly change: Float64Array;
}

interface Change {
  readonly at: number;
  readonly a: WeightValues[number];
  readonly b: WeightValues[number];
  readonly change: number;
  /** Infinite where there is no finite difference: what became NaN comes before all that moved. */
  readonly size: number;
}

/** Finds the largest differences of two tensors in one pass over pieces, in order, in memory for those alone. */
export class LargestChangesSearch {
  /** A heap: the one that is dropped next is its first. */
  private readonly heap: Change[] = [];
  private changed = 0;
  /** In which types values come. */
  private like: { readonly a: WeightValues; readonly b: WeightValues } = { a: [], b: [] };

  /** @param most How many to find. */
  constructor(private readonly most: number) {}

  /** @param start Flat index of the first value; pieces come in ascending order. */
  add(a: WeightValues, b: WeightValues, start: number): void {
    this.like = { a, b };
    for (let i = 0; i < a.length; i++) {
      const [x, y] = [a[i] ?? 0, b[i] ?? 0];
      if (isSame(x, y)) continue;
      this.changed++;
      const change = changeOf(x, y);
      const size = Number.isFinite(change) ? Math.abs(change) : Infinity;
      // Of equal ones the first are kept.
      if (this.heap.length === this.most && size <= (this.heap[0]?.size ?? Infinity)) continue;
      this.put({ at: start + i, a: x, b: y, change, size });
    }
  }

  result(): LargestChanges {
    const found = [...this.heap].sort((x, y) => (isBefore(x, y) ? 1 : -1));
    return {
      changed: this.changed,
      at: Float64Array.from(found, ({ at }) => at),
      a: valuesLike(
        this.like.a,
        found.map(({ a }) => a),
      ),
      b: valuesLike(
        this.like.b,
        found.map(({ b }) => b),
      ),
      change: Float64Array.from(found, ({ change }) => change),
    };
  }

  private put(change: Change): void {
    const { heap } = this;
    if (this.most === 0) return;
    if (heap.length < this.most) {
      heap.push(change);
      this.rise(heap.length - 1);
    } else {
      heap[0] = change;
      this.sink(0);
    }
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.swapped(above, at)) return;
      at = above;
    }
  }

  private sink(from: number): void {
    const { heap } = this;
    for (let at = from; ;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      if (left === undefined) return;
      const below = right !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
      if (!this.swapped(at, below)) return;
      at = below;
    }
  }

  /** Puts two places of the heap in order; @returns whether they were not. */
  private swapped(above: number, below: number): boolean {
    const [x, y] = [this.heap[above], this.heap[below]];
    if (x === undefined || y === undefined || !isBefore(y, x)) return false;
    [this.heap[above], this.heap[below]] = [y, x];
    return true;
  }
}

/** Whether x is dropped before y: the smaller, of equal ones the later. */
function isBefore(x: Change, y: Change): boolean {
  return x.size === y.size ? x.at > y.at : x.size < y.size;
}

function isSame(x: WeightValues[number], y: WeightValues[number]): boolean {
  if (x === y) return x !== 0 || Object.is(x, y);
  return x !== x && y !== y;
}

function changeOf(x: WeightValues[number], y: WeightValues[number]): number {
  if (typeof x === 'string' || typeof y === 'string') return NaN;
  return typeof x === 'bigint' && typeof y === 'bigint' ? Number(y - x) : Number(y) - Number(x);
}

function valuesLike(like: WeightValues, values: readonly WeightValues[number][]): WeightValues {
  if (!ArrayBuffer.isView(like)) return values as readonly string[];
  const made = new (like.constructor as new (length: number) => Float64Array)(values.length);
  values.forEach((value, i) => (made[i] = value as number));
  return made;
}
