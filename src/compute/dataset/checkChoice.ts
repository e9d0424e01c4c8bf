import { joinColumns } from '../../core/dataset/inputs';
import type { DataChoice } from '../../core/dataset/choice';
import type { DataModel } from '../../core/dataset/dataModel';
import { planDataset, type TableRows, type ValidationChoice } from '../../core/dataset/plan';
import { fitInput, fitTarget, type Preprocessing } from '../../core/dataset/preprocessing';
import type { Table } from '../../core/dataset/table';
import { encodeTarget } from '../../core/dataset/targets';
import { usableRows } from '../../core/dataset/usableRows';
import { ModelMismatchError } from '../../core/errors';
import type { DataCheck, DataField } from '../../protocol/data';
import { MOST_OF_PLAIN_LOOPS, type Turn } from '../turns';

/** What preparing would say, each field of the form by itself. */
export async function checkChoice(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  validation: ValidationChoice,
  turn: Turn,
): Promise<DataCheck> {
  const problems: { readonly field: DataField; readonly message: string }[] = [];
  const attempt = async (field: DataField, work: () => Promise<void>): Promise<void> => {
    await turn();
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ModelMismatchError)) throw error;
      problems.push({ field, message: error.message });
    }
  };
  const classes = choice.targets.map((target) => target.classes);
  const nothing = { ...choice, inputs: [], targets: [] };
  for (const [index, input] of model.inputs.entries())
    await attempt({ kind: 'input', index }, async () => {
      const chosen = choice.inputs.slice(index, index + 1);
      const rows = await usableRows(table, { ...nothing, inputs: chosen }, model, turn);
      const unscaled = chosen[0] && { ...chosen[0], scaling: { kind: 'none' as const } };
      await fitInput(table, unscaled, input, rows, rows, turn);
    });
  for (const [index, target] of choice.targets.entries())
    await attempt({ kind: 'target', index }, async () => {
      const targets = choice.targets.map((each, i) => (i === index ? each : NO_TARGET));
      const rows = await usableRows(table, { ...nothing, targets }, model, turn);
      const [output, loss] = [model.outputs[index], choice.losses[index]];
      if (output === undefined || loss === undefined) return;
      const fitted = fitTarget(table, target, output, loss, rows);
      classes[index] = fitted.classes;
      await encodeTargets({ table, rows }, [fitted], { ...model, outputs: [output] }, [loss], turn);
    });
  let check: DataCheck = { problems, warnings: [], classes, rows: null };
  if (problems.length > 0) return check;
  await attempt({ kind: 'validation' }, async () => {
    const plan = await planDataset(table, choice, model, validation, turn);
    const { training, validation: other, preprocessing, warnings, leftOut } = plan;
    if (other !== null && other.table !== table)
      await encodeTargets(other, preprocessing.targets, model, choice.losses, turn);
    const rows = { training: training.rows.length, validation: other?.rows.length ?? 0, leftOut };
    check = { problems, warnings, classes, rows };
  });
  return check;
}

const NO_TARGET = { columns: [], classes: null };

/** Labels and ranges of all rows. @throws ModelMismatchError with row and column of what does not fit. */
async function encodeTargets(
  { table, rows }: TableRows,
  targets: Preprocessing['targets'],
  model: DataModel,
  losses: DataChoice['losses'],
  turn: Turn,
): Promise<void> {
  for (const [i, { columns, classes }] of targets.entries()) {
    const [output, loss] = [model.outputs[i], losses[i]];
    if (output === undefined || loss === undefined) continue;
    const joined = joinColumns(table, columns);
    const perRow = output.shape.reduce<number>((product, size) => product * (size ?? 1), 1);
    const step = Math.max(1, Math.floor(MOST_OF_PLAIN_LOOPS / Math.max(1, perRow)));
    for (let start = 0; start < rows.length; start += step) {
      encodeTarget(table, rows.subarray(start, start + step), joined, output, loss, classes);
      await turn();
    }
  }
}
