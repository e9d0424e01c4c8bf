import type { WeightLine, WeightMeasure } from '../../../protocol/model';
import { COLUMNS, statisticsOf } from './columns';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Digits to which numbers in names are padded; longer ones sort as text. */
const DIGITS = 12;

/** Sorts as people count, layer_2 before layer_10. Thousands of names a frame: a collator would take ten. */
function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(DIGITS, '0'));
}

/**
 * Indices into `lines` in the order to show. Ties keep the order of the file; rows without a value
 * come last in either direction. Null keeps the order of the file.
 */
export function sortLines(
  lines: readonly WeightLine[],
  measures: ReadonlyMap<number, WeightMeasure>,
  sorting: Sorting | null,
): number[] {
  const order = lines.map((_, index) => index);
  const column = COLUMNS.find(({ id }) => id === sorting?.column);
  if (column === undefined || sorting === null) return order;
  const keys = lines.map((line) => {
    const key = column.key(line, statisticsOf(measures.get(line.weight)));
    return typeof key === 'string' ? naturalKey(key) : key;
  });
  const sign = sorting.descending ? -1 : 1;
  return order.sort((a, b) => compare(keys[a] ?? null, keys[b] ?? null, sign) || a - b);
}

function compare(a: number | string | null, b: number | string | null, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}

/** A header's clicks: ascending, descending, as in the file. Numbers start with the largest. */
export function nextSorting(
  sorting: Sorting | null,
  column: string,
  numeric: boolean,
): Sorting | null {
  if (sorting?.column !== column) return { column, descending: numeric };
  return sorting.descending === numeric ? { column, descending: !numeric } : null;
}
