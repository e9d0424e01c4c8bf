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
/** With fewer rows, columns go together by chance. */
const MIN_ROWS = 8;
/** Rounding of doubles over millions of rows stays below. */
const PERFECT = 1 - 1e-9;

/** What is likely a mistake and yet can be trained on, a sentence each. */
export function warningsOf(
  table: Table,
  training: Uint32Array,
  { inputs, targets }: Preprocessing,
  model: DataModel,
  losses: readonly LossName[],
): readonly string[] {
  const warnings: string[] = [];
  const columns = inputs.flatMap((input) => joinColumns(table, input.columns).columns);
  const single = columns.filter((column) => cellsPerRow(column) === 1);
  const constant = single.filter(({ numbers }) =>
    training.every((row) => numbers[row] === numbers[training[0] ?? 0]),
  );
  if (constant.length > 0)
    warnings.push(
      `${plural(constant.length, 'input column')} never ${constant.length === 1 ? 'changes' : 'change'} in the training rows and cannot help: ${named(constant)}.`,
    );
  targets.forEach((target, i) => {
    const [output, loss] = [model.outputs[i], losses[i]];
    if (output === undefined || loss === undefined) return;
    const joined = joinColumns(table, target.columns);
    const isClass = holdsLabels(joined, output, loss);
    const leaks = single.filter(
      (column) =>
        !constant.includes(column) &&
        joined.columns.some((other) => tells(column, other, isClass, training)),
    );
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
  });
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
  if (isClass && oneToOne(column, target, rows)) return true;
  return target.codes === null && Math.abs(correlation(column, target, rows)) >= PERFECT;
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
