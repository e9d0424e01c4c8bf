import { cssColor, mix, textOn, valueColor } from '../../ui/colorMap';
import { look } from '../look';
import { block, type Cell } from '../selection';
import { numberFormat, tint } from '../settings';
import { storedText } from '../storedText';
import type { TensorState } from '../tensorState';
import { contains } from '../viewport';

/** A cell's colour is mixed this far into the background, so that the grid stays calm beside the heatmap. */
const TINT_SHARE = 0.45;

/** What a drawn cell of the grid shows. */
export interface GridPlace {
  readonly cell: Cell;
  /** The version of the tensor whose value it is. */
  readonly state: TensorState;
  readonly isBlank: boolean;
  /** Whether it is the first of the values that its cell has in the grid. */
  readonly isFirst: boolean;
  /** Whether the next value in the row is that of another cell. */
  readonly isLast: boolean;
}

/** Tints the drawn cells as in the heatmap and marks what is selected, not finite or not readable. */
export function styleCells(
  table: HTMLElement,
  state: TensorState,
  placeOf: (td: HTMLElement) => GridPlace | undefined,
  hovered: Cell | null,
): void {
  const selection = state.selection.peek();
  const chosen = selection === null ? null : block(selection);
  const isTinted = tint.peek() && state.detail.dtype !== 'string';
  const { dark } = look.peek();
  const background = dark ? { r: 30, g: 30, b: 30 } : { r: 255, g: 255, b: 255 };
  for (const td of table.querySelectorAll('td')) {
    const place = placeOf(td);
    if (place === undefined) continue;
    const { cell, state: shown, isBlank, isLast } = place;
    const { row, column } = cell;
    const found = isBlank ? undefined : shown.cells.get(row, column);
    const limit = isTinted ? shown.limit.peek() : null;
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
    td.classList.toggle('last', isLast);
    td.classList.toggle('hovered', hovered?.row === row && hovered.column === column);
    const before = storedText(shown, cell, numberFormat.peek());
    td.classList.toggle('edited', before !== undefined);
    const title =
      shown.cells.problem(row, column) ??
      (typeof value === 'string' ? value : before === undefined ? '' : `was ${before}`);
    if (td.title !== title) td.title = title;
    td.style.backgroundColor = color === undefined ? '' : cssColor(color);
    td.style.color = color === undefined ? '' : textOn(color);
  }
}
