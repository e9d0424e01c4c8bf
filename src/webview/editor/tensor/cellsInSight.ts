import type { Cell } from '../../tensor/selection';
import type { Extent } from '../../tensor/viewport';

/** Pixels of the grid's horizontal scrollbar. */
export const SCROLLBAR = 14;

/** Cells of a drawn table that are in sight as a whole; undefined if there is none. */
export function cellsInSight(
  table: HTMLElement,
  cellOf: (td: HTMLElement) => Cell | undefined,
): Extent | undefined {
  const box = table.getBoundingClientRect();
  let low: Cell | undefined;
  let high: Cell | undefined;
  for (const td of table.querySelectorAll('td')) {
    const cell = cellOf(td);
    const { left, top, right, bottom } = td.getBoundingClientRect();
    if (cell === undefined || right <= left) continue;
    if (top < box.top - 1 || bottom > box.bottom - SCROLLBAR + 6 || left < box.left - 1) continue;
    if (right > box.right + 1) continue;
    low ??= cell;
    high = high === undefined || cell.row >= high.row ? cell : high;
  }
  if (low === undefined || high === undefined) return undefined;
  return {
    rows: { start: low.row, end: high.row + 1 },
    columns: { start: low.column, end: Math.max(high.column, low.column) + 1 },
  };
}
