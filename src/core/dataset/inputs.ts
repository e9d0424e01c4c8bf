import { ModelMismatchError } from '../errors';
import { plural } from '../format/sentence';
import { quote } from '../model/problems';
import { type DataInput, filledShape } from './dataModel';
import type { NumberValues } from '../format/weightSource';
import { cellsPerRow, columnsByName, type Table, type TableColumn } from './table';
import { columnNamed } from './usableRows';

/** One of several columns side by side. */
interface JoinedPart {
  readonly numbers: NumberValues;
  /** Cells of a row. */
  readonly size: number;
  /** Place of its first cell in the joined row. */
  readonly first: number;
}

/** Columns side by side as one row of numbers. */
export interface Joined {
  readonly columns: readonly TableColumn[];
  readonly parts: readonly JoinedPart[];
  readonly size: number;
  /** The shape in the data, where it is one column. */
  readonly stated: readonly number[] | undefined;
  /** Number `i` of a row. */
  readonly read: (row: number, i: number) => number;
  /** Name of the column that number `i` of a row comes from. */
  readonly nameOf: (i: number) => string;
}

/** @throws ModelMismatchError where the table lacks one of them. */
export function joinColumns(table: Table, names: readonly string[]): Joined {
  const byName = columnsByName(table);
  const columns = names.map((name) => columnNamed(table, byName, name));
  let count = 0;
  const parts = columns.map((column): JoinedPart => {
    const size = cellsPerRow(column);
    count += size;
    return { numbers: column.numbers, size, first: count - size };
  });
  const partOf = new Int32Array(count);
  parts.forEach(({ first, size }, i) => partOf.fill(i, first, first + size));
  return {
    columns,
    parts,
    size: count,
    stated: columns.length === 1 ? columns[0]?.shape : undefined,
    read: (row, i) => {
      const part = parts[partOf[i] ?? 0];
      return part === undefined ? NaN : (part.numbers[row * part.size + i - part.first] ?? NaN);
    },
    nameOf: (i) => columns[partOf[i] ?? 0]?.name ?? '',
  };
}

/** The shape of a row of an input. @throws ModelMismatchError where the columns do not fill it. */
export function inputShape(input: DataInput, { size, stated }: Joined): readonly number[] {
  const shape = filledShape(input.shape, size, stated);
  if (shape !== undefined) return shape;
  const needed = input.shape.map((length) => length ?? 'any').join(' × ');
  throw new ModelMismatchError(
    `The input ${quote(input.name)} takes ${needed} numbers a row, and the chosen columns hold ${plural(size, 'number')}. Choose other columns.`,
  );
}

/** @throws ModelMismatchError with row and column of a value that is no index of the Embedding. */
export function checkIndices(
  table: Table,
  joined: Joined,
  rows: Uint32Array,
  { name, indices }: DataInput,
): void {
  if (indices === null) return;
  for (const row of rows) {
    for (let i = 0; i < joined.size; i++) {
      const value = joined.read(row, i);
      if (Number.isInteger(value) && value >= 0 && value < indices) continue;
      throw new ModelMismatchError(
        `Row ${row + 1} of ${table.name} has ${value} in ${quote(joined.nameOf(i))}, and the input ${quote(name)} goes into an Embedding that knows the whole numbers 0 to ${indices - 1}.`,
      );
    }
  }
}
