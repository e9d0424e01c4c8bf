import { ModelMismatchError } from '../errors';
import { quote } from '../model/problems';
import { hasDecimalComma } from './cellText';
import type { DataChoice } from './choice';
import { type DataModel } from './dataModel';
import {
  cellsPerRow,
  columnsByName,
  isMissing,
  isWhole,
  labelAt,
  type Table,
  type TableColumn,
} from './table';
import { targetForm } from './targetForm';

/**
 * The rows that have a value in every chosen column.
 * @throws ModelMismatchError with row and column of a value that is missing (unless such rows are left
 * out), of a text among numbers, and of an infinity.
 */
export async function usableRows(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  turn: () => Promise<void>,
): Promise<Uint32Array> {
  const byName = columnsByName(table);
  const usable = new Uint8Array(table.rows).fill(1);
  const look = async (name: string, takesTexts: boolean): Promise<void> => {
    const column = columnNamed(table, byName, name);
    await checkColumn(table, column, takesTexts, turn, (row) => {
      if (choice.missing === 'refuse')
        throw new ModelMismatchError(
          `Row ${row + 1} of ${table.name} has no value in ${quote(name)}. Fill it in, or leave out the rows that lack values.`,
        );
      usable[row] = 0;
    });
  };
  for (const { columns } of choice.inputs) for (const name of columns) await look(name, false);
  for (const [i, { columns }] of choice.targets.entries()) {
    const output = model.outputs[i];
    const loss = choice.losses[i] ?? 'meanSquaredError';
    const isOfLabels = output !== undefined && targetForm(output, loss) !== 'numbers';
    for (const name of columns) await look(name, isOfLabels && columns.length === 1);
  }
  const rows = new Uint32Array(table.rows).map((_, i) => i).filter((i) => usable[i] === 1);
  if (rows.length > 0) return rows;
  throw new ModelMismatchError(
    `Every row of ${table.name} lacks some value, so none is left. Choose other columns, or fill the values in.`,
  );
}

/** @throws ModelMismatchError where the table has no such column. */
export function columnNamed(
  table: Table,
  byName: ReadonlyMap<string, TableColumn>,
  name: string,
): TableColumn {
  const column = byName.get(name);
  if (column !== undefined) return column;
  throw new ModelMismatchError(
    `${table.name} has no column ${quote(name)}. Choose its columns anew, or another file.`,
  );
}

/** Cells that are looked at between two turns. */
const PIECE = 65_536;

async function checkColumn(
  table: Table,
  column: TableColumn,
  takesTexts: boolean,
  turn: () => Promise<void>,
  missing: (row: number) => void,
): Promise<void> {
  if (isWhole(column)) return;
  const size = cellsPerRow(column);
  const { numbers, codes } = column;
  for (let cell = 0; cell < numbers.length; cell++) {
    if (cell % PIECE === PIECE - 1) await turn();
    if (Number.isFinite(numbers[cell]) || (takesTexts && (codes?.[cell] ?? -1) >= 0)) continue;
    const row = Math.floor(cell / size);
    if (isMissing(column, cell)) {
      missing(row);
      continue;
    }
    const text = labelAt(column, cell);
    const advice = hasDecimalComma(text)
      ? 'Write decimals with a point.'
      : 'Correct it, or leave out the column.';
    throw new ModelMismatchError(
      `Row ${row + 1} of ${table.name} has ${quote(text)} in ${quote(column.name)}, where a number is needed. ${advice}`,
    );
  }
  await turn();
}
