import { ModelMismatchError } from '../errors';
import { plural } from '../format/sentence';
import { quote } from '../model/problems';
import { cellsPerRow, labelAt, type Table, type TableColumn } from './table';

/** Labels that are named in a sentence. */
const MAX_NAMED = 5;

/**
 * The labels of a column in the order of their classes: texts are sorted. Null where the column holds
 * the numbers of the classes, 0 to count − 1.
 *
 * @throws ModelMismatchError where the labels are not those of so many classes, as then nobody can tell
 * which output is which.
 */
export function classesOf(
  table: Table,
  column: TableColumn,
  rows: Uint32Array,
  count: number,
): readonly string[] | null {
  const size = cellsPerRow(column);
  const texts = new Set<string>();
  let numberRow: number | undefined;
  let outside: { readonly row: number; readonly label: string } | undefined;
  for (const row of rows) {
    for (let cell = row * size; cell < (row + 1) * size; cell++) {
      if ((column.codes?.[cell] ?? -1) >= 0) texts.add(labelAt(column, cell));
      else {
        numberRow ??= row;
        const value = column.numbers[cell] ?? NaN;
        if (!Number.isInteger(value) || value < 0 || value >= count)
          outside ??= { row, label: labelAt(column, cell) };
      }
    }
  }
  if (texts.size === 0 && outside === undefined) return null;
  const name = quote(column.name);
  if (texts.size === 0)
    throw new ModelMismatchError(
      `Row ${(outside?.row ?? 0) + 1} of ${table.name} has the label ${outside?.label ?? ''} in ${name}, and the model has ${count} classes, 0 to ${count - 1}. Correct it, or name the classes in the order of the outputs.`,
    );
  if (numberRow !== undefined)
    throw new ModelMismatchError(
      `Column ${name} of ${table.name} holds texts, and a number in row ${numberRow + 1}: labels are one or the other. Correct it, or name the classes in the order of the outputs.`,
    );
  if (texts.size !== count)
    throw new ModelMismatchError(
      `Column ${name} of ${table.name} has ${plural(texts.size, 'label')} (${someOf(texts)}), and the model has ${count} classes. Choose another column, or name the classes in the order of the outputs.`,
    );
  return [...texts].sort();
}

function someOf(texts: ReadonlySet<string>): string {
  const named = [...texts].sort().slice(0, MAX_NAMED).map(quote);
  return texts.size > MAX_NAMED ? `${named.join(', ')} …` : named.join(', ');
}

/**
 * The class of each label of the given rows, row after row.
 * @param classes as `classesOf` gives them, or chosen.
 * @throws ModelMismatchError with row and column of a label that is none of the classes.
 */
export function classIndices(
  table: Table,
  column: TableColumn,
  rows: Uint32Array,
  classes: readonly string[] | null,
  count: number,
): Int32Array {
  const size = cellsPerRow(column);
  const places = classes && new Map(classes.map((label, i) => [label, i]));
  const out = new Int32Array(rows.length * size);
  let at = 0;
  for (const row of rows) {
    for (let cell = row * size; cell < (row + 1) * size; cell++) {
      const value = column.numbers[cell] ?? NaN;
      const index = places === null ? value : places.get(labelAt(column, cell));
      if (index === undefined || !Number.isInteger(index) || index < 0 || index >= count)
        throw new ModelMismatchError(
          `Row ${row + 1} of ${table.name} has the label ${quote(labelAt(column, cell))} in ${quote(column.name)}, and the classes are ${classes === null ? `0 to ${count - 1}` : someOf(new Set(classes))}.`,
        );
      out[at++] = index;
    }
  }
  return out;
}
