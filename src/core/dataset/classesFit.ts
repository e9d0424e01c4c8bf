import { cellsPerRow, columnsByName, type Table } from './table';

/** Whether all labels of the only target column are among those that the model's metadata names. */
export function classesFit(
  table: Table,
  names: readonly string[],
  classes: readonly string[] | undefined,
): boolean {
  const column = columnsByName(table).get(names[0] ?? '');
  if (classes === undefined || names.length !== 1 || column === undefined) return false;
  if (cellsPerRow(column) !== 1 || column.codes === null) return false;
  return column.words.every((word) => classes.includes(word));
}
