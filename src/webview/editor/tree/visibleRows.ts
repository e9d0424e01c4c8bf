import { ancestors, type TreeShape } from './treeShape';

/** 1 for each row whose descendants are hidden. */
export type Collapsed = Uint8Array;

/**
 * Rows on show, from top to bottom: those with no collapsed ancestor. With `kept`, only rows marked
 * there; a kept row's ancestors must be kept too.
 */
export function visibleRows(
  shape: TreeShape,
  collapsed: Collapsed,
  kept: Uint8Array | null,
): Uint32Array {
  const { size, end } = shape;
  const rows = new Uint32Array(size);
  let count = 0;
  let row = 0;
  while (row < size) {
    if (kept !== null && kept[row] === 0) {
      row = end[row] ?? size;
      continue;
    }
    rows[count++] = row;
    row = collapsed[row] === 1 ? (end[row] ?? size) : row + 1;
  }
  return rows.slice(0, count);
}

/** Position of `row` among the visible rows, or of the nearest visible row above it; -1 if there is none. */
export function positionOf(visible: Uint32Array, row: number): number {
  let low = 0;
  let high = visible.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((visible[middle] ?? 0) <= row) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The tree as a filter leaves it. */
export interface Narrowed {
  readonly kept: Uint8Array;
  readonly collapsed: Collapsed;
}

/**
 * Keeps the matching rows, what leads to them, and what they hold. A match with no match inside
 * starts collapsed, so that only matches and the way to them show.
 */
export function narrow(shape: TreeShape, matches: Uint32Array): Narrowed {
  const { size, end } = shape;
  const kept = new Uint8Array(size);
  const collapsed = new Uint8Array(size);
  matches.forEach((row, index) => {
    for (const above of ancestors(shape, row)) {
      if (kept[above] === 1 && collapsed[above] === 0) break;
      kept[above] = 1;
      collapsed[above] = 0;
    }
    const stop = end[row] ?? row + 1;
    kept.fill(1, row, stop);
    if ((matches[index + 1] ?? size) >= stop) collapsed.fill(1, row, stop);
  });
  return { kept, collapsed };
}
