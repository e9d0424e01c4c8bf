import type { WeightValues } from '../format/weightSource';
import { quote } from '../model/problems';
import type { Table, TableColumn } from './table';
import { refusedData } from './tableBuilder';
import { textColumn } from './textColumn';

/** An array of a `.npz`: its first axis runs over rows. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: WeightValues;
}

/**
 * Arrays as columns. Those of another length than the first and named `…_test` or `…_val` are a table
 * for validation, as in the datasets of Keras: x_train, y_train, x_test, y_test.
 *
 * @throws ModelFormatError where arrays have different numbers of rows.
 */
export function tablesFromArrays(
  arrays: readonly NamedArray[],
  file: string,
): { readonly table: Table; readonly validation: Table | null } {
  const held = /_(?:test|val|valid|validation)$/i;
  const isSplit = arrays.some(({ name }) => /_train$/i.test(name));
  const [own, others] = [false, true].map((wanted) =>
    arrays.filter(({ name }) => (isSplit && held.test(name)) === wanted),
  );
  const suffix = isSplit ? /_(?:train|test|val|valid|validation)$/i : /$/;
  return {
    table: tableOf(own ?? [], file, suffix),
    validation: others?.length ? tableOf(others, file, suffix) : null,
  };
}

function tableOf(arrays: readonly NamedArray[], file: string, suffix: RegExp): Table {
  const [first] = arrays;
  const rows = first?.shape[0] ?? 0;
  if (first === undefined || rows === 0) throw refusedData(file, 'has no rows of data.');
  const columns = arrays.map((array) => {
    const [length, ...shape] = array.shape;
    if (length !== rows)
      throw refusedData(
        file,
        `has ${length ?? 'no'} rows in ${quote(array.name)} and ${rows} in ${quote(first.name)}: arrays of one dataset need as many.`,
      );
    return columnOf(array.name.replace(suffix, ''), shape, array.values);
  });
  return { name: file, rows, columns };
}

function columnOf(name: string, shape: readonly number[], values: WeightValues): TableColumn {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return { name, shape, numbers: Float64Array.from(values, Number), codes: null, words: [] };
  if (!Array.isArray(values))
    return {
      name,
      shape,
      numbers: values as Exclude<typeof values, readonly string[]>,
      codes: null,
      words: [],
    };
  return textColumn(name, shape, values as readonly string[]);
}
