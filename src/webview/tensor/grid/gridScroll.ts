import type { RegularTableElement } from 'regular-table/dist/esm/regular-table';
import { ROW_HEIGHT } from './gridPage';

export const MOST_CORRECTIONS = 6;

/** Puts a column of the table, not of the tensor, at the left: the values of a cell belong together. */
export async function alignColumn(table: RegularTableElement, x: number): Promise<void> {
  for (let step = 0; step < MOST_CORRECTIONS; step++) {
    await table.draw({ invalid_viewport: true });
    const { left } = table.getBoundingClientRect();
    const first = [...table.querySelectorAll('td')].find(
      (td) => td.getBoundingClientRect().left >= left - 1,
    );
    const meta = first === undefined ? undefined : table.getMeta(first);
    if (first === undefined || meta?.type !== 'body' || meta.x === x) return;
    const before = table.scrollLeft;
    table.scrollLeft += (x - meta.x) * first.offsetWidth;
    if (table.scrollLeft === before) return;
  }
}

/**
 * The library's own row arithmetic ends where a browser's tallest element does; the share of the way
 * does not. Returns whether it had ended.
 */
export function scrollRow(
  table: RegularTableElement,
  y: number,
  rows: number,
  headers: number,
): boolean {
  const way = table.scrollHeight - table.clientHeight;
  const rowsInSight = table.clientHeight / ROW_HEIGHT - headers;
  if (way < 1 || rows * ROW_HEIGHT < way * 1.01) return false;
  table.scrollTop = (y / Math.max(1, rows - rowsInSight)) * way;
  return true;
}
