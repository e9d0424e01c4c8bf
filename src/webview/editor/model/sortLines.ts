import type { WeightLine, WeightMeasure } from '../../../protocol/model';
import { COLUMNS, statisticsOf } from './columns';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Names with numbers in them sort as people count: layer_2 before layer_10. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

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
  const keys = lines.map((line) => column.key(line, statisticsOf(measures.get(line.weight))));
  const sign = sorting.descending ? -1 : 1;
  return order.sort((a, b) => compare(keys[a] ?? null, keys[b] ?? null, sign) || a - b);
}

function compare(a: number | string | null, b: number | string | null, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * BY_NAME.compare(String(a), String(b));
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
