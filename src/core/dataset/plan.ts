import type { DataChoice, InputChoice } from './choice';
import type { DataModel } from './dataModel';
import { joinColumns } from './inputs';
import type { LossName } from './lossNames';
import { fitPreprocessing, type Preprocessing } from './preprocessing';
import { type DrawnSplit, type Split, splitRows } from './split';
import { labelAt, type Table } from './table';
import { classCount, targetForm } from './targetForm';
import { holdsLabels } from './targets';
import { usableRows } from './usableRows';
import { warningsOf } from './warnings';

export type ValidationChoice =
  | { readonly kind: 'none' }
  /** Classes are those of the first output; where it has none, none are kept. */
  | ({ readonly kind: 'fraction' } & DrawnSplit)
  | { readonly kind: 'table'; readonly table: Table };

/** Rows of a table, in its order. */
export interface TableRows {
  readonly table: Table;
  readonly rows: Uint32Array;
}

/** Which rows are trained on and how they become numbers; `encodeDataset` makes these. */
export interface DatasetPlan {
  readonly training: TableRows;
  readonly validation: TableRows | null;
  readonly preprocessing: Preprocessing;
  /** Sentences. */
  readonly warnings: readonly string[];
  /** Rows that were left out because they lack values, of both tables. */
  readonly leftOut: number;
}

/**
 * From a table and what the user chose to what is trained on. What is fitted (mean, std, labels) comes
 * from the training rows, labels from all rows of the table.
 * @throws ModelMismatchError with row and column of what does not fit.
 */
export async function planDataset(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  validation: ValidationChoice,
  turn: () => Promise<void>,
): Promise<DatasetPlan> {
  const usable = await usableRows(table, choice, model, turn);
  const { losses } = choice;
  const split: Split =
    validation.kind === 'fraction'
      ? splitRows(
          usable,
          validation.fraction,
          validation.seed,
          validation.stratified ? classesForSplit(table, choice, model, usable) : null,
        )
      : { training: usable, validation: new Uint32Array(0) };
  await turn();
  const preprocessing = await fitPreprocessing(table, choice, model, usable, split.training, turn);
  const other =
    validation.kind === 'table'
      ? await planRows(validation.table, preprocessing, model, losses, choice.missing, turn)
      : null;
  const lacking = (from: Table, rows: Uint32Array): number => from.rows - rows.length;
  return {
    training: { table, rows: split.training },
    validation: validation.kind === 'fraction' ? { table, rows: split.validation } : other,
    preprocessing,
    warnings: await warningsOf(table, split.training, preprocessing, model, losses, turn),
    leftOut: lacking(table, usable) + (other === null ? 0 : lacking(other.table, other.rows)),
  };
}

/** A number for each label, in the order of their texts; null where the target has no labels. */
function classesForSplit(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  rows: Uint32Array,
): Int32Array | null {
  const [output, loss] = [model.outputs[0], choice.losses[0]];
  if (output === undefined || loss === undefined) return null;
  const joined = joinColumns(table, choice.targets[0]?.columns ?? []);
  const [column] = joined.columns;
  if (column === undefined || joined.size !== 1 || !holdsLabels(joined, output, loss)) return null;
  const labels = Array.from(rows, (row) => labelAt(column, row));
  const different = [...new Set(labels)].sort();
  // Shares between no and yes are no classes.
  if (different.length > classCount(output, targetForm(output, loss))) return null;
  const places = new Map(different.map((label, i) => [label, i]));
  return Int32Array.from(labels, (label) => places.get(label) ?? 0);
}

/**
 * Rows of another table that can be taken with what was fitted before: for evaluation and prediction.
 * @param losses one for each target; none where only predictions are wanted.
 * @throws ModelMismatchError with row and column of what does not fit.
 */
export async function planRows(
  table: Table,
  preprocessing: Preprocessing,
  model: DataModel,
  losses: readonly LossName[],
  missing: DataChoice['missing'],
  turn: () => Promise<void>,
): Promise<TableRows> {
  const inputs = preprocessing.inputs.map(({ columns }): InputChoice => ({
    columns,
    scaling: { kind: 'none' },
  }));
  const targets = losses.length === 0 ? [] : preprocessing.targets;
  const rows = await usableRows(table, { inputs, targets, losses, missing }, model, turn);
  return { table, rows };
}
