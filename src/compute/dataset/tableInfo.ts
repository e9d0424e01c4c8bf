import { isMissing, isWhole, type Table, type TableColumn } from '../../core/dataset/table';
import type { ColumnInfo, DataSource, TableInfo } from '../../protocol/data';

interface Numbered {
  readonly number: number;
  readonly table: Table;
}

/** What a page is told of a table that was read. */
export function tableInfo(
  source: DataSource,
  { number, table }: Numbered,
  validation: Numbered | null,
): TableInfo {
  return {
    table: number,
    source,
    rows: table.rows,
    columns: table.columns.map(columnInfo),
    validation: validation && { table: validation.number, rows: validation.table.rows },
  };
}

function columnInfo(column: TableColumn): ColumnInfo {
  const { name, shape, numbers, codes } = column;
  if (isWhole(column)) return { name, shape, holds: 'numbers', missing: 0 };
  let [texts, missing] = [0, 0];
  for (let cell = 0; cell < numbers.length; cell++) {
    if (isMissing(column, cell)) missing++;
    else if ((codes?.[cell] ?? -1) >= 0) texts++;
  }
  const filled = numbers.length - missing;
  return {
    name,
    shape,
    holds: texts === 0 ? 'numbers' : texts === filled ? 'texts' : 'both',
    missing,
  };
}
