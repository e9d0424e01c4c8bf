import { positionOf } from './visibleRows';

/**
 * Of `found`, the rows that are visible, in the order in which typing should try them: onward from
 * the focus and round to the top. A first letter skips the focused row, a longer word starts with it.
 */
export function inTurn(
  found: Uint32Array,
  visible: Uint32Array,
  focus: number,
  word: string,
): number[] {
  const shown = [...found].filter((row) => visible[positionOf(visible, row)] === row);
  const isAhead = (row: number): boolean => (word.length > 1 ? row >= focus : row > focus);
  return [...shown.filter(isAhead), ...shown.filter((row) => !isAhead(row))];
}
