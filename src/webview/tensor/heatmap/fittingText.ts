import { shortNumber } from '../../ui/numberFormat';
import type { Context } from '../scene';

/** Room between a cell's number and the cell's edges, both sides together. */
const PADDING = 5;

/** Significant digits, the most that fit. */
const DIGITS = [3, 2, 1];

/** Below this cell width, a NaN is a question mark. */
const NAN_WIDTH = 28;

/** From this cell size on, numbers are written into cells: in smaller ones too many would not fit. */
export const TEXT_WIDTH = 36;
export const TEXT_HEIGHT = 16;

/** A value in a cell `width` wide, with as many digits as fit; '' where not even one does. */
export function fittingText(
  context: Context,
  value: number | string | bigint,
  width: number,
): string {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return width < NAN_WIDTH ? '?' : 'NaN';
    if (!Number.isFinite(value)) return value > 0 ? '+∞' : '-∞';
  }
  const texts =
    typeof value === 'number'
      ? DIGITS.map((digits) => shortNumber(value, digits))
      : [String(value)];
  return texts.find((text) => context.measureText(text).width <= width - PADDING) ?? '';
}
