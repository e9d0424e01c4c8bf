import { type DataModel, type DataOutput, unitsOf } from '../../core/dataset/dataModel';
import { taskOf } from '../../core/dataset/defaults';
import { encodeDataset } from '../../core/dataset/encode';
import type { LossName } from '../../core/dataset/lossNames';
import type { Preprocessing } from '../../core/dataset/preprocessing';
import type { Table } from '../../core/dataset/table';
import { targetForm, type TargetForm } from '../../core/dataset/targetForm';
import type { EncodedColumn } from '../../core/dataset/targets';
import { ModelMismatchError } from '../../core/errors';
import { type ClassPredictions, type ClassRows, classRows } from '../../core/evaluate/classRows';
import { type Confusion, confusionOf } from '../../core/evaluate/confusion';
import type { FiniteRows } from '../../core/evaluate/finiteRows';
import { type LabelPredictions, labelRows } from '../../core/evaluate/labelFigures';
import { type Baseline, lossBaseline } from '../../core/evaluate/lossBaseline';
import type { RegressionPredictions } from '../../core/evaluate/regression';
import { isYes, judgedAs, namesOf, trueClasses } from '../../core/evaluate/truth';
import { quote } from '../../core/model/problems';
import type { PredictedOutput } from '../../protocol/evaluation';
import type { Turn } from '../turns';

/** Rows of a table that were made ready for the model, and how. */
export interface JudgedRows {
  readonly table: Table;
  /** Which rows of the table, in the order in which the model was given them. */
  readonly rows: Uint32Array;
  readonly preprocessing: Preprocessing;
  readonly model: DataModel;
  readonly losses: readonly LossName[];
}

/** What the model said of one output, beside what is true. */
export type Judged = {
  readonly name: string;
  /** Answers a row. */
  readonly places: number;
  readonly lossBaseline: Baseline;
} & (
  | {
      readonly kind: 'classes';
      readonly predictions: ClassPredictions & { readonly border: number };
      readonly rows: ClassRows;
      readonly confusion: Confusion;
    }
  | {
      readonly kind: 'labels';
      readonly predictions: LabelPredictions;
      readonly kept: FiniteRows;
    }
  | {
      readonly kind: 'numbers';
      readonly predictions: Omit<RegressionPredictions, 'column'>;
      readonly names: readonly string[];
    }
);

/**
 * What is true of the rows, as the loss takes it, an output each; it holds for any model of these outputs.
 * @throws ModelMismatchError where the rows have no targets.
 */
export function targetsOf({
  table,
  rows,
  preprocessing,
  model,
  losses,
}: JudgedRows): readonly EncodedColumn[] {
  if (losses.length === 0)
    throw new ModelMismatchError(
      `${table.name} was made ready without targets, so nothing says what is right. Choose the target columns.`,
    );
  const nothing = { inputs: [] };
  return encodeDataset(
    table,
    rows,
    { ...preprocessing, ...nothing },
    { ...model, ...nothing },
    losses,
  ).targets;
}

/**
 * @param targets as `targetsOf` gives them.
 * @throws ModelMismatchError where outputs and targets do not fit.
 */
export async function judgeOutputs(
  { rows, preprocessing, model, losses }: JudgedRows,
  targets: readonly EncodedColumn[],
  outputs: readonly PredictedOutput[],
  turn: Turn,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const [i, output] of model.outputs.entries()) {
    await turn();
    const [target, loss, predicted] = [targets[i], losses[i], outputs[i]];
    const { columns = [], classes = null } = preprocessing.targets[i] ?? {};
    if (target === undefined || loss === undefined || predicted === undefined)
      throw new ModelMismatchError(`The output ${quote(output.name)} has no target columns.`);
    const one = { output, loss, target, predicted, columns, classes, rows: rows.length };
    judged.push(judgeOutput(one));
  }
  return judged;
}

interface OneOutput {
  readonly output: DataOutput;
  readonly loss: LossName;
  readonly target: EncodedColumn;
  readonly predicted: PredictedOutput;
  readonly columns: readonly string[];
  readonly classes: readonly string[] | null;
  readonly rows: number;
}

function judgeOutput(one: OneOutput): Judged {
  const { output, loss, target, predicted, rows } = one;
  const units = unitsOf(output);
  const form = targetForm(output, loss);
  const head = {
    name: output.name,
    places: rows === 0 ? 1 : predicted.values.length / rows / units,
    lossBaseline: lossBaseline(loss, target, units),
  };
  switch (judgedAs(taskOf(output, loss), units)) {
    case 'classes':
      return { ...head, kind: 'classes', ...judgedClasses(one, form, units) };
    case 'labels': {
      const predictions = judgedLabels(one, form, units);
      return { ...head, kind: 'labels', predictions, kept: labelRows(predictions) };
    }
    case 'numbers':
      return {
        ...head,
        kind: 'numbers',
        predictions: {
          outputs: predicted.values,
          targets: Float32Array.from(target.values),
          columns: units,
        },
        names:
          units === 1 && one.columns.length !== 1
            ? [output.name]
            : namesOf(units, one.columns, null, `${output.name} `),
      };
  }
}

function judgedClasses(
  { loss, target, predicted, columns, classes }: OneOutput,
  form: TargetForm,
  units: number,
): Omit<Extract<Judged, { kind: 'classes' }>, 'kind' | 'name' | 'places' | 'lossBaseline'> {
  const predictions = {
    outputs: predicted.values,
    columns: units,
    labels: trueClasses(target, form, units),
    names: namesOf(Math.max(2, units), columns, classes, ''),
    border: borderOf(loss),
  };
  const rows = classRows(predictions);
  return { predictions, rows, confusion: confusionOf(rows) };
}

function judgedLabels(
  { loss, target, predicted, columns, classes }: OneOutput,
  form: TargetForm,
  units: number,
): LabelPredictions {
  return {
    outputs: predicted.values,
    truths: Uint8Array.from(target.values, (value) => Number(isYes(value, form))),
    names: namesOf(units, columns, classes, ''),
    border: borderOf(loss),
  };
}

/** Hinge losses learn −1 and 1. */
function borderOf(loss: LossName): number {
  return loss === 'hinge' || loss === 'squaredHinge' ? 0 : 0.5;
}
