import { ModelMismatchError } from '../errors';
import { plural } from '../format/sentence';
import { quote } from '../model/problems';
import { classIndices } from './classes';
import { type DataOutput, filledShape, unitsOf } from './dataModel';
import type { Joined } from './inputs';
import type { LossName } from './lossNames';
import type { Table } from './table';
import { classCount, targetForm } from './targetForm';

/** Values of one input or target for all rows, row after row. */
export interface EncodedColumn {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Whether the columns hold one label for each place of the output, not a number for each unit. */
export function holdsLabels(joined: Joined, output: DataOutput, loss: LossName): boolean {
  const form = targetForm(output, loss);
  if (form === 'numbers') return false;
  if (form !== 'oneHot' || joined.columns.some(({ codes }) => codes !== null)) return true;
  return filledShape(output.shape, joined.size, joined.stated) === undefined;
}

/**
 * Targets as the loss takes them: labels as index or one-hot, numbers as they are.
 * @param classes of labels, null for those that are numbers of classes.
 * @throws ModelMismatchError where the columns do not fill the output, or a value is out of range.
 */
export function encodeTarget(
  table: Table,
  rows: Uint32Array,
  joined: Joined,
  output: DataOutput,
  loss: LossName,
  classes: readonly string[] | null,
): EncodedColumn {
  const form = targetForm(output, loss);
  if (!holdsLabels(joined, output, loss)) return numbers(table, rows, joined, output, form);
  const places = filledShape(output.shape.slice(0, -1), joined.size, joined.stated);
  const [column] = joined.columns;
  if (places === undefined || column === undefined || joined.columns.length !== 1)
    throw doesNotFill(joined, output);
  const single = form === 'zeroOne' || form === 'sign';
  // Shares between no and yes are no labels, and as good as they are.
  if (single && classes === null && column.codes === null)
    return numbers(table, rows, joined, output, form);
  const indices = classIndices(table, column, rows, classes, classCount(output, form));
  if (form === 'oneHot') {
    const units = unitsOf(output);
    const values = new Float32Array(indices.length * units);
    indices.forEach((index, i) => (values[i * units + index] = 1));
    return { shape: [...places, units], values };
  }
  const values = Float32Array.from(indices, (index) => (form === 'sign' ? 2 * index - 1 : index));
  return { shape: [...places, 1], values };
}

function numbers(
  table: Table,
  rows: Uint32Array,
  joined: Joined,
  output: DataOutput,
  form: ReturnType<typeof targetForm>,
): EncodedColumn {
  const shape = filledShape(output.shape, joined.size, joined.stated);
  if (shape === undefined) throw doesNotFill(joined, output);
  const lowest = form === 'sign' ? -1 : form === 'numbers' ? -Infinity : 0;
  const highest = form === 'numbers' ? Infinity : 1;
  const values = new Float32Array(rows.length * joined.size);
  let at = 0;
  for (const row of rows) {
    for (let i = 0; i < joined.size; i++) {
      const value = joined.read(row, i);
      if (value < lowest || value > highest)
        throw new ModelMismatchError(
          `Row ${row + 1} of ${table.name} has ${value} in ${quote(joined.nameOf(i))}, and the output ${quote(output.name)} takes targets from ${lowest} to ${highest}. Correct it, or name the classes in the order no, yes.`,
        );
      // Keras takes a no as 0 too; TensorFlow.js does not.
      values[at++] = form === 'sign' && value === 0 ? -1 : value;
    }
  }
  return { shape, values };
}

function doesNotFill({ size }: Joined, output: DataOutput): ModelMismatchError {
  const needed = output.shape.map((length) => length ?? 'any').join(' × ');
  return new ModelMismatchError(
    `The output ${quote(output.name)} gives ${needed} numbers a row, and the chosen target columns hold ${plural(size, 'number')}. Choose one column of labels, or a column for each number.`,
  );
}
