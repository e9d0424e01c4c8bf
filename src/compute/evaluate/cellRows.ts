import { previewRows } from '../../core/dataset/preview';
import { rowsOfCell } from '../../core/evaluate/confusion';
import type { CellRows } from '../../protocol/evaluation';
import type { Judged, JudgedRows } from './judged';
import type { Origin } from './origin';

/** What is shown of a cell at once. */
const MOST_ROWS = 200;

/** A cell of a confusion matrix, and which of its rows, counted from 0. */
export interface CellRange {
  readonly actual: number;
  readonly named: number;
  readonly start: number;
  readonly end: number;
}

/** Rows of the table behind a cell of a confusion matrix, as the file has them. */
export function cellRows(
  { table }: JudgedRows,
  { confusion, predictions }: Extract<Judged, { kind: 'classes' }>,
  origin: Origin,
  { actual, named, start, end }: CellRange,
): CellRows {
  const { outputs, columns } = predictions;
  const answers = rowsOfCell(confusion, actual, named);
  const shown = answers.subarray(start, Math.min(end, start + MOST_ROWS));
  return {
    total: answers.length,
    names: previewRows(table, 0, 0).names,
    rows: Array.from(shown, (answer) => {
      const row = origin.row(answer);
      return {
        row: row + 1,
        place: origin.place(answer),
        named: outputs[answer * columns + (columns === 1 ? 0 : named)] ?? 0,
        actual: columns === 1 ? null : (outputs[answer * columns + actual] ?? 0),
        cells: previewRows(table, row, row + 1).rows[0] ?? [],
      };
    }),
  };
}
