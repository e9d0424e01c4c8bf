import type { Cell } from '../selection';
import type { Extent } from '../viewport';

/** Pixels of the grid's horizontal scrollbar. */
export const SCROLLBAR = 14;

/** What of a cell a drawn `td` shows: of several values side by side, one. */
interface Part {
  readonly cell: Cell;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * Cells of a drawn table that are in sight as a whole, with all their values unless these take more
 * room than there is; undefined if there is none.
 */
export function cellsInSight(
  table: HTMLElement,
  partOf: (td: HTMLElement) => Part | undefined,
): Extent | undefined {
  const box = table.getBoundingClientRect();
  const parts: Part[] = [];
  for (const td of table.querySelectorAll('td')) {
    const part = partOf(td);
    const { left, top, right, bottom } = td.getBoundingClientRect();
    if (part === undefined || right <= left) continue;
    if (top < box.top - 1 || bottom > box.bottom - SCROLLBAR + 6 || left < box.left - 1) continue;
    if (right > box.right + 1) continue;
    parts.push(part);
  }
  const whole = between(
    parts.find(({ isFirst }) => isFirst),
    parts.findLast(({ isLast }) => isLast),
  );
  return whole ?? between(parts[0], parts.at(-1));
}

function between(low: Part | undefined, high: Part | undefined): Extent | undefined {
  if (low === undefined || high === undefined) return undefined;
  const [first, last] = [low.cell, high.cell];
  if (last.column < first.column) return undefined;
  return {
    rows: { start: first.row, end: last.row + 1 },
    columns: { start: first.column, end: last.column + 1 },
  };
}
