import { MAX_COPIED_ELEMENTS } from '../../exchange/text';
import { ModelMismatchError } from '../../errors';
import { plural, shownName } from '../../format/sentence';
import { emptyValues, type Numbers, valueKindOf } from '../../format/valueKind';
import type { Weight } from '../model';
import { heldValue } from './heldValue';
import type { Holding } from './holding';

/** A block of text, line after line. */
export interface PastedText {
  readonly rows: number;
  readonly columns: number;
  readonly texts: readonly string[];
}

/** Longer cells than any number are shown no further. */
const MAX_SHOWN = 40;

/**
 * Tab-separated lines with any line ends; a last empty line counts for none, as spreadsheets end with it.
 * @throws ModelMismatchError where lines differ in length or there are too many values.
 */
export function parsePasted(text: string): PastedText {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  if (lines.length > MAX_COPIED_ELEMENTS) throw tooMany(lines.length);
  const texts: string[] = [];
  let columns = 0;
  for (const [row, line] of lines.entries()) {
    const cells = line.split('\t');
    if (row === 0) columns = cells.length;
    if (cells.length !== columns)
      throw new ModelMismatchError(
        `Line ${row + 1} of the pasted text has ${plural(cells.length, 'value')} and line 1 has ${columns}: a block needs as many in each.`,
      );
    if (columns * lines.length > MAX_COPIED_ELEMENTS) throw tooMany(columns * lines.length);
    for (const cell of cells) texts.push(cell.trim());
  }
  return { rows: lines.length, columns, texts };
}

/** @throws ModelMismatchError where the block reaches beyond the `room` rows and columns from its first cell on. */
export function checkRoom(
  { rows, columns }: PastedText,
  room: { readonly rows: number; readonly columns: number },
): void {
  if (rows <= room.rows && columns <= room.columns) return;
  throw new ModelMismatchError(
    `The pasted text has ${rows} × ${columns} values, and from the selected cell on there is room for ${room.rows} × ${room.columns}. Select another cell or copy a smaller block.`,
  );
}

/**
 * The values that the texts stand for, of the type in which the weight is read.
 * @throws ModelMismatchError saying which text, and where in the block, stands for none.
 */
export function pastedValues(pasted: PastedText, weight: Weight, holding: Holding): Numbers {
  const kind = valueKindOf(weight);
  if (kind === 'string')
    throw new ModelMismatchError(
      `${shownName(weight.name)} holds text, which cannot be edited here.`,
    );
  const { texts, columns } = pasted;
  const values = emptyValues(kind, texts.length);
  for (const [i, text] of texts.entries()) {
    const held = heldValue(text, holding, weight.dtype);
    if ('problem' in held)
      throw new ModelMismatchError(
        `${quoted(text)}${placeOf(i, columns, texts.length)} ${held.problem}. Nothing was changed.`,
      );
    values[i] = held.value;
  }
  return values;
}

/** Where in the block a text stands, unless it is alone. */
function placeOf(index: number, columns: number, count: number): string {
  if (count === 1) return '';
  const [line, column] = [Math.floor(index / columns) + 1, (index % columns) + 1];
  return ` (line ${line}, column ${column} of the pasted text)`;
}

function quoted(text: string): string {
  return `"${shownName(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)}"`;
}

function tooMany(values: number): ModelMismatchError {
  return new ModelMismatchError(
    `${values.toLocaleString('en')} values are too many to paste (at most ${MAX_COPIED_ELEMENTS.toLocaleString('en')}). Copy a smaller block.`,
  );
}
