import type { NumberFormat } from '../ui/numberFormat';
import { cellText } from '../ui/numberFormat';
import type { Cell } from './selection';
import type { TensorState } from './tensorState';

/** The value that the files hold of a cell which unsaved edits have changed; undefined for one they have not, or while it is not known. */
export function storedText(
  { detail, help, cells, stored }: TensorState,
  { row, column }: Cell,
  format: NumberFormat,
): string | undefined {
  if (!help.isEdited(detail.weight)) return undefined;
  const before = stored.get(row, column);
  const after = cells.get(row, column);
  if (before === undefined || after === undefined) return undefined;
  // NaN is the same as NaN, and -0 another value than 0.
  if (Object.is(before.values[before.index], after.values[after.index])) return undefined;
  return cellText(before.values, before.index, format);
}
