import type { ClassRows } from './classRows';

/**
 * Rows by true class and class that the model names. Held as the rows in the order of their cells,
 * so that a thousand classes take no million cells.
 */
export interface Confusion {
  readonly classes: number;
  /** Indices of dataset rows by true class, then named class, then row. */
  readonly rows: Uint32Array;
  /** The named class of each of `rows`. */
  readonly named: Int32Array;
  /** Where each true class begins in `rows`; one more for the end. */
  readonly starts: Uint32Array;
  /** Rows that the model names each class. */
  readonly namedCounts: Float64Array;
}

export function confusionOf({ labels, named, names, kept }: ClassRows): Confusion {
  const classes = names.length;
  const all = Uint32Array.from(labels, (_, i) => i);
  const byNamed = sortedBy(all, named, classes);
  const { order, starts } = sortedBy(byNamed.order, labels, classes);
  return {
    classes,
    rows: order.map((i) => kept.rows[i] ?? 0),
    named: Int32Array.from(order, (i) => named[i] ?? 0),
    starts,
    namedCounts: Float64Array.from({ length: classes }, (_, of) => width(byNamed.starts, of)),
  };
}

/** Indices of the dataset's rows of class `actual` that the model names `named`; a view, not a copy. */
export function rowsOfCell(confusion: Confusion, actual: number, named: number): Uint32Array {
  const { starts } = confusion;
  const [from, to] = [starts[actual] ?? 0, starts[actual + 1] ?? 0];
  const firstNotBelow = (of: number): number => {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((confusion.named[middle] ?? 0) < of) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return confusion.rows.subarray(firstNotBelow(named), firstNotBelow(named + 1));
}

export function cellCount(confusion: Confusion, actual: number, named: number): number {
  return rowsOfCell(confusion, actual, named).length;
}

/** Rows whose true class is `actual`. */
export function actualCount({ starts }: Confusion, actual: number): number {
  return width(starts, actual);
}

function width(starts: Uint32Array, of: number): number {
  return (starts[of + 1] ?? 0) - (starts[of] ?? 0);
}

/** Counting sort that keeps the order of equal keys. */
function sortedBy(
  order: Uint32Array,
  keys: Int32Array,
  classes: number,
): { readonly order: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(classes + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let of = 0; of < classes; of++) starts[of + 1] = (starts[of + 1] ?? 0) + (starts[of] ?? 0);
  const next = starts.slice();
  const sorted = new Uint32Array(order.length);
  for (const i of order) {
    const key = keys[i] ?? 0;
    const at = next[key] ?? 0;
    sorted[at] = i;
    next[key] = at + 1;
  }
  return { order: sorted, starts };
}
