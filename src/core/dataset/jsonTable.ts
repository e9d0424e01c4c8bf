import { plural, shownName } from '../format/sentence';
import { asArray, isArray, isObject, property, type Json, type JsonObject } from '../json';
import { quote } from '../model/problems';
import { ColumnBuilder } from './columnBuilder';
import { type Cell, MAX_CELLS, MAX_COLUMNS, type Table, type TableColumn } from './table';
import { refusedData, TableBuilder } from './tableBuilder';

/**
 * A table from JSON: a list of objects, a list of lists (the first may hold names), lists by the name of
 * their column, or `{columns, data}` of pandas. Values may be nested lists of one shape: pictures.
 *
 * @throws ModelFormatError with row and column of what is amiss.
 */
export function tableFromJson(json: Json, file: string): Table {
  const data = asArray(property(json, 'data'));
  const names = asArray(property(json, 'columns'));
  if (data !== undefined && names !== undefined) return fromLists([names, ...data], file, true);
  if (isObject(json)) return fromColumns(json, file);
  if (!isArray(json)) throw refusedData(file, 'holds no table: JSON must be a list of rows.');
  if (json.length > 0 && json.every(isObject)) return fromObjects(json, file);
  return fromLists(json, file, 'auto');
}

function fromLists(rows: readonly Json[], file: string, header: true | 'auto'): Table {
  const builder = new TableBuilder(file, header);
  rows.forEach((row, i) => {
    if (!isArray(row) || row.some((cell) => isArray(cell) || isObject(cell)))
      throw refusedData(file, `holds no list of plain values as row ${i + 1}.`);
    builder.add(row as readonly Cell[]);
  });
  return builder.build();
}

function fromObjects(rows: readonly JsonObject[], file: string): Table {
  const names = Object.keys(rows[0] ?? {});
  const known = new Set(names);
  rows.forEach((row, i) => {
    const other = Object.keys(row).find((name) => !known.has(name));
    if (other !== undefined)
      throw refusedData(
        file,
        `has a value ${quote(other)} in row ${i + 1} that row 1 does not have. Give all rows the same names.`,
      );
  });
  const columns = names.map((name) => [name, rows.map((row) => property(row, name) ?? null)]);
  return fromColumns(Object.fromEntries(columns) as JsonObject, file);
}

function fromColumns(json: JsonObject, file: string): Table {
  const entries = Object.entries(json);
  if (entries.length > MAX_COLUMNS)
    throw refusedData(file, `has ${entries.length} columns, more than can be chosen from.`);
  let rows: number | undefined;
  let cells = 0;
  const columns = entries.map(([name, values]): TableColumn => {
    if (values === undefined || !isArray(values))
      throw refusedData(file, `holds no list of values under ${quote(name)}.`);
    rows ??= values.length;
    if (values.length !== rows)
      throw refusedData(
        file,
        `has ${plural(values.length, 'value')} in ${quote(name)} and ${rows} in ${quote(entries[0]?.[0] ?? '')}: every column needs one a row.`,
      );
    const column = columnOf(name, values, file, MAX_CELLS - cells);
    cells += column.numbers.length;
    return column;
  });
  if (rows === undefined || rows === 0) throw refusedData(file, 'has no rows of data.');
  return { name: file, rows, columns };
}

function columnOf(name: string, values: readonly Json[], file: string, room: number): TableColumn {
  const shape = shapeOf(values[0]);
  const builder = new ColumnBuilder();
  let left = room;
  const add = (value: Json, depth: number, row: number): void => {
    const length = shape[depth];
    if (length === undefined) {
      if (isArray(value) || isObject(value)) throw unlike(row);
      if (--left < 0)
        throw refusedData(file, `has more than ${MAX_CELLS / 1e6} million values. Take a part.`);
      builder.add(value);
    } else if (isArray(value) && value.length === length) {
      for (const item of value) add(item, depth + 1, row);
    } else throw unlike(row);
  };
  const unlike = (row: number): Error =>
    refusedData(
      file,
      `has something of another shape in row ${row + 1} of ${shownName(name)} than in row 1.`,
    );
  values.forEach((value, row) => add(value, 0, row));
  return builder.build(name, shape);
}

/** Nests deeper than any tensor are left as they are, and refused as cells. */
const MAX_DEPTH = 8;

function shapeOf(value: Json | undefined): readonly number[] {
  const shape: number[] = [];
  for (let item = value; isArray(item) && shape.length < MAX_DEPTH; item = item[0])
    shape.push(item.length);
  return shape;
}
