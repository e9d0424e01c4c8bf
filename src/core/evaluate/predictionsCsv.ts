import { csvCell } from '../exchange/csvCell';
import { elementWriter, WRITERS } from '../exchange/text';
import type { ClassPredictions, ClassRows } from './classRows';
import type { LabelPredictions } from './labelFigures';
import type { RegressionPredictions } from './regression';

/** Rows of a piece of text: some milliseconds of work. */
const PIECE = 1_024;

/** What a line begins with: which row it is of. */
export interface LineStart {
  readonly head: string;
  readonly of: (i: number) => string;
}

const ROWS: LineStart = { head: 'row', of: (i) => String(i + 1) };

/**
 * A line for each row of the dataset, counted from 1 unless `start` says else: row, true class, named class, 1 where they are
 * the same, and every output with all its digits. A row whose outputs are not finite has no named class.
 * RFC 4180, but lines end in LF. Pieces join to the whole.
 */
export function* classCsv(
  { outputs, columns, labels, names }: ClassPredictions,
  { kept, named }: ClassRows,
  start = ROWS,
): Generator<string> {
  const outputNames = columns === 1 ? names.slice(1) : names;
  const cells = names.map(csvCell);
  yield `${start.head},actual,predicted,correct,${outputNames.map((name) => csvCell(`output ${name}`)).join(',')}\n`;
  const number = elementWriter(outputs, WRITERS.tsv);
  let at = 0;
  yield* lines(labels.length, start, (row) => {
    const actual = labels[row] ?? 0;
    const judged = kept.rows[at] === row ? named[at++] : undefined;
    const found =
      judged === undefined ? ',' : `${cells[judged] ?? ''},${Number(judged === actual)}`;
    return `${cells[actual] ?? ''},${found}${numbers(number, row * columns, columns)}`;
  });
}

/** Row, target, prediction and residual (true − predicted, in doubles) of one output. */
export function* regressionCsv(
  { outputs, targets, columns, column }: RegressionPredictions,
  start = ROWS,
): Generator<string> {
  yield `${start.head},actual,predicted,residual\n`;
  const actual = elementWriter(targets, WRITERS.tsv);
  const predicted = elementWriter(outputs, WRITERS.tsv);
  yield* lines(targets.length / columns, start, (row) => {
    const i = row * columns + column;
    const residual = Float64Array.of((targets[i] ?? NaN) - (outputs[i] ?? NaN));
    return `${actual(i)},${predicted(i)},${elementWriter(residual, WRITERS.tsv)(0)}`;
  });
}

/** Row, what is true of each label as 0 or 1, then every output. */
export function* labelsCsv(
  { outputs, truths, names }: LabelPredictions,
  start = ROWS,
): Generator<string> {
  const cells = [
    ...names.map((name) => `actual ${name}`),
    ...names.map((name) => `output ${name}`),
  ];
  yield `${start.head},${cells.map(csvCell).join(',')}\n`;
  const number = elementWriter(outputs, WRITERS.tsv);
  const columns = names.length;
  yield* lines(truths.length / Math.max(1, columns), start, (row) => {
    const from = row * columns;
    return `${truths.subarray(from, from + columns).join(',')}${numbers(number, from, columns)}`;
  });
}

function numbers(number: (i: number) => string, start: number, length: number): string {
  let text = '';
  for (let i = start; i < start + length; i++) text += `,${number(i)}`;
  return text;
}

function* lines(rows: number, start: LineStart, line: (row: number) => string): Generator<string> {
  for (let from = 0; from < rows; from += PIECE) {
    let text = '';
    for (let row = from; row < Math.min(from + PIECE, rows); row++)
      text += `${start.of(row)},${line(row)}\n`;
    yield text;
  }
}
