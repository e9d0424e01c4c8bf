import { plural } from '../format/sentence';
import { quote } from '../model/problems';
import type { DataModel } from './dataModel';
import { joinColumns, type Joined } from './inputs';
import type { LossName } from './lossNames';
import type { Preprocessing } from './preprocessing';
import { cellsPerRow, labelAt, type Table, type TableColumn } from './table';
import { classCount, targetForm } from './targetForm';
import { holdsLabels } from './targets';

/** Columns that are named in one sentence. */
const MAX_NAMED = 5;
/** Rows that rule out most columns. */
const FIRST_ROWS = 256;
/** With fewer rows, columns go together by chance. */
const MIN_ROWS = 8;
/** Rounding of doubles over millions of rows stays below. */
const PERFECT = 1 - 1e-9;

/** What is likely a mistake and yet can be trained on, a sentence each. */
export async function warningsOf(
  table: Table,
  training: Uint32Array,
  { inputs, targets }: Preprocessing,
  model: DataModel,
  losses: readonly LossName[],
  turn: () => Promise<void>,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  const columns = inputs.flatMap((input) => joinColumns(table, input.columns).columns);
  const single = columns.filter((column) => cellsPerRow(column) === 1);
  const constant = new Set<TableColumn>();
  for (const column of single) {
    const { numbers } = column;
    if (training.every((row) => numbers[row] === numbers[training[0] ?? 0])) constant.add(column);
    await turn();
  }
  if (constant.size > 0)
    warnings.push(
      `${plural(constant.size, 'input column')} never ${constant.size === 1 ? 'changes' : 'change'} in the training rows and cannot help: ${named([...constant])}.`,
    );
  for (const [i, target] of targets.entries()) {
    const [output, loss] = [model.outputs[i], losses[i]];
    if (output === undefined || loss === undefined) continue;
    const joined = joinColumns(table, target.columns);
    const isClass = holdsLabels(joined, output, loss);
    const leaks: TableColumn[] = [];
    for (const column of single) {
      if (constant.has(column)) continue;
      if (joined.columns.some((other) => tells(column, other, isClass, training)))
        leaks.push(column);
      await turn();
    }
    // An autoencoder learns its own input.
    const isOwnInput =
      columns.length === joined.columns.length &&
      joined.columns.every((own) => columns.includes(own));
    if (leaks.length > 0 && !isOwnInput)
      warnings.push(
        `${leaks.length === 1 ? 'An input column tells' : `${leaks.length} input columns tell`} the target ${quote(target.columns[0] ?? '')} exactly: ${named(leaks)}. If it would not be known beforehand, leave it out.`,
      );
    if (isClass) {
      const count = classCount(output, targetForm(output, loss));
      warnings.push(...absent(joined, training, target.classes, count));
    }
  }
  return warnings;
}

function named(columns: readonly TableColumn[]): string {
  const names = columns.slice(0, MAX_NAMED).map(({ name }) => quote(name));
  return names.join(', ') + (columns.length > MAX_NAMED ? ' and others' : '');
}

/** Whether a column equals the target, is a line of it, or names its class by values of its own. */
function tells(
  column: TableColumn,
  target: TableColumn,
  isClass: boolean,
  rows: Uint32Array,
): boolean {
  if (column === target) return true;
  if (rows.length < MIN_ROWS || cellsPerRow(target) !== 1) return false;
  // A line is one to one too.
  if (isClass) return oneToOne(column, target, rows);
  if (target.codes !== null) return false;
  // What goes together over all rows does over some, which most columns do not.
  const some = correlation(column, target, rows.subarray(0, FIRST_ROWS));
  if (Math.abs(some) < PERFECT) return false;
  return Math.abs(correlation(column, target, rows)) >= PERFECT;
}

/** Each value goes with one label and each label with one value. Most columns are done in a few rows. */
function oneToOne(column: TableColumn, target: TableColumn, rows: Uint32Array): boolean {
  const labels = new Map<number, string>();
  const values = new Map<string, number>();
  for (const row of rows) {
    const value = column.numbers[row] ?? NaN;
    const label = labelAt(target, row);
    if ((labels.get(value) ?? label) !== label || (values.get(label) ?? value) !== value)
      return false;
    labels.set(value, label);
    values.set(label, value);
  }
  return labels.size > 1;
}

/** Pearson's, NaN where either never changes. */
function correlation(a: TableColumn, b: TableColumn, rows: Uint32Array): number {
  let [meanA, meanB] = [0, 0];
  for (const row of rows) {
    meanA += (a.numbers[row] ?? NaN) / rows.length;
    meanB += (b.numbers[row] ?? NaN) / rows.length;
  }
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (const row of rows) {
    const fromA = (a.numbers[row] ?? NaN) - meanA;
    const fromB = (b.numbers[row] ?? NaN) - meanB;
    both += fromA * fromB;
    squaresA += fromA * fromA;
    squaresB += fromB * fromB;
  }
  return both / Math.sqrt(squaresA * squaresB);
}

function absent(
  { columns: [column] }: Joined,
  training: Uint32Array,
  classes: readonly string[] | null,
  count: number,
): readonly string[] {
  if (column === undefined) return [];
  const size = cellsPerRow(column);
  const seen = new Set<string>();
  for (const row of training) {
    for (let cell = row * size; cell < (row + 1) * size; cell++) seen.add(labelAt(column, cell));
  }
  const labels = classes ?? Array.from({ length: count }, (_, i) => String(i));
  const missing = labels.filter((label) => !seen.has(label));
  if (missing.length === 0) return [];
  const shown = missing.slice(0, MAX_NAMED).map(quote).join(', ');
  return [
    `No training row has the ${missing.length === 1 ? 'label' : 'labels'} ${shown}${missing.length > MAX_NAMED ? ' and others' : ''} in ${quote(column.name)}, so the model may unlearn ${missing.length === 1 ? 'it' : 'them'}.`,
  ];
}
