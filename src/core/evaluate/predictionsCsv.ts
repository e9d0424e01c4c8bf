import { csvCell } from '../exchange/csvCell';
import { elementWriter, WRITERS } from '../exchange/text';
import type { ClassPredictions, ClassRows } from './classRows';
import type { RegressionPredictions } from './regression';

/** Rows of a piece of text: some milliseconds of work. */
const PIECE = 1_024;

/**
 * A line for each row of the dataset, counted from 1: row, true class, named class, 1 where they are
 * the same, and every output with all its digits. A row whose outputs are not finite has no named class.
 * RFC 4180, but lines end in LF. Pieces join to the whole.
 */
export function* classCsv(
  { outputs, columns, labels, names }: ClassPredictions,
  { kept, named }: ClassRows,
): Generator<string> {
  const outputNames = columns === 1 ? names.slice(1) : names;
  const cells = names.map(csvCell);
  yield `row,actual,predicted,correct,${outputNames.map((name) => csvCell(`output ${name}`)).join(',')}\n`;
  const number = elementWriter(outputs, WRITERS.tsv);
  let at = 0;
  yield* lines(labels.length, (row) => {
    const actual = labels[row] ?? 0;
    const judged = kept.rows[at] === row ? named[at++] : undefined;
    const found =
      judged === undefined ? ',' : `${cells[judged] ?? ''},${Number(judged === actual)}`;
    return `${cells[actual] ?? ''},${found}${numbers(number, row * columns, columns)}`;
  });
}

/** Row, target, prediction and residual (true − predicted, in doubles) of one output. */
export function* regressionCsv({
  outputs,
  targets,
  columns,
  column,
}: RegressionPredictions): Generator<string> {
  yield 'row,actual,predicted,residual\n';
  const actual = elementWriter(targets, WRITERS.tsv);
  const predicted = elementWriter(outputs, WRITERS.tsv);
  yield* lines(targets.length / columns, (row) => {
    const i = row * columns + column;
    const residual = Float64Array.of((targets[i] ?? NaN) - (outputs[i] ?? NaN));
    return `${actual(i)},${predicted(i)},${elementWriter(residual, WRITERS.tsv)(0)}`;
  });
}

function numbers(number: (i: number) => string, start: number, length: number): string {
  let text = '';
  for (let i = start; i < start + length; i++) text += `,${number(i)}`;
  return text;
}

function* lines(rows: number, line: (row: number) => string): Generator<string> {
  for (let from = 0; from < rows; from += PIECE) {
    let text = '';
    for (let row = from; row < Math.min(from + PIECE, rows); row++)
      text += `${row + 1},${line(row)}\n`;
    yield text;
  }
}
