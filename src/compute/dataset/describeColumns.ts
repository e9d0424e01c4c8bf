import { isMissing, isWhole, type Table, type TableColumn } from '../../core/dataset/table';
import type { ColumnInfo } from '../../protocol/data';
import { MOST_BETWEEN_TURNS, type Turn } from '../turns';

/** What each column holds and lacks. */
export async function describeColumns(table: Table, turn: Turn): Promise<readonly ColumnInfo[]> {
  const columns: ColumnInfo[] = [];
  for (const column of table.columns) columns.push(await describe(column, turn));
  return columns;
}

async function describe(column: TableColumn, turn: Turn): Promise<ColumnInfo> {
  const { name, shape, numbers, codes } = column;
  if (isWhole(column)) return { name, shape, holds: 'numbers', missing: 0 };
  let [texts, missing] = [0, 0];
  for (let start = 0; start < numbers.length; start += MOST_BETWEEN_TURNS) {
    const end = Math.min(start + MOST_BETWEEN_TURNS, numbers.length);
    for (let cell = start; cell < end; cell++) {
      if (isMissing(column, cell)) missing++;
      else if ((codes?.[cell] ?? -1) >= 0) texts++;
    }
    await turn();
  }
  const filled = numbers.length - missing;
  return {
    name,
    shape,
    holds: texts === 0 ? 'numbers' : texts === filled ? 'texts' : 'both',
    missing,
  };
}
