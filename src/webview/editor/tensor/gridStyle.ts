import { cssColor, mix, textOn, valueColor } from '../../ui/colorMap';
import { look } from '../../tensor/look';
import { block, type Cell } from '../../tensor/selection';
import { numberFormat, tint } from '../../tensor/settings';
import { storedText } from '../../tensor/storedText';
import type { TensorState } from '../../tensor/tensorState';
import { contains } from '../../tensor/viewport';

/** A cell's colour is mixed this far into the background, so that the grid stays calm beside the heatmap. */
const TINT_SHARE = 0.45;

/** Tints the drawn cells as in the heatmap and marks what is selected, not finite or not readable. */
export function styleCells(
  table: HTMLElement,
  state: TensorState,
  cellOf: (td: HTMLElement) => Cell | undefined,
): void {
  const selection = state.selection.peek();
  const chosen = selection === null ? null : block(selection);
  const limit = tint.peek() && state.detail.dtype !== 'string' ? state.limit.peek() : null;
  const { dark } = look.peek();
  const background = dark ? { r: 30, g: 30, b: 30 } : { r: 255, g: 255, b: 255 };
  for (const td of table.querySelectorAll('td')) {
    const cell = cellOf(td);
    if (cell === undefined) continue;
    const { row, column } = cell;
    const found = state.cells.get(row, column);
    const value = found?.values[found.index];
    const number = typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
    const color =
      number === null || limit === null
        ? undefined
        : mix(background, valueColor(number, limit, dark), TINT_SHARE);
    const inBlock =
      chosen !== null && contains(chosen.rows, row) && contains(chosen.columns, column);
    const { focus } = selection ?? { focus: undefined };
    td.classList.toggle('special', number !== null && !Number.isFinite(number));
    td.classList.toggle('selected', inBlock);
    td.classList.toggle('focus', focus?.row === row && focus.column === column);
    const before = storedText(state, cell, numberFormat.peek());
    td.classList.toggle('edited', before !== undefined);
    const title =
      state.cells.problem(row, column) ??
      (typeof value === 'string' ? value : before === undefined ? '' : `was ${before}`);
    if (td.title !== title) td.title = title;
    td.style.backgroundColor = color === undefined ? '' : cssColor(color);
    td.style.color = color === undefined ? '' : textOn(color);
  }
}
