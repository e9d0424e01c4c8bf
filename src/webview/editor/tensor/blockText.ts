import { MAX_COPIED_ELEMENTS } from '../../../core/exchange/text';
import type { Range } from '../../../core/model/matrixView';
import { count } from '../../ui/numberFormat';
import { length } from '../../tensor/viewport';

interface Block {
  readonly rows: Range;
  readonly columns: Range;
}

/** One value in every cell of a block, as TSV. @throws Error with a sentence where the block is too large. */
export function filledBlock(value: string, { rows, columns }: Block): string {
  const [height, width] = [length(rows), length(columns)];
  if (height * width > MAX_COPIED_ELEMENTS) {
    throw new Error(
      `${count(height)} × ${count(width)} cells are selected; at most ${count(MAX_COPIED_ELEMENTS)} are filled at once. ` +
        'Select fewer, or set the whole tensor with the Edit menu.',
    );
  }
  const line = Array.from({ length: width }, () => value).join('\t');
  return Array.from({ length: height }, () => line).join('\n');
}

/** The single value of a pasted text, without its line end; undefined for a block of several. */
export function singleValue(text: string): string | undefined {
  const trimmed = text.replace(/\r?\n$/, '');
  return /[\t\r\n]/.test(trimmed) ? undefined : trimmed;
}
