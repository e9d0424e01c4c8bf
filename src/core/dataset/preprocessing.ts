import { ModelMismatchError } from '../errors';
import { asArray, asString, isArray, isObject, property, type Json } from '../json';
import type { DataChoice, InputChoice, TargetChoice } from './choice';
import { classesOf } from './classes';
import type { DataInput, DataModel, DataOutput } from './dataModel';
import { checkIndices, inputShape, joinColumns } from './inputs';
import type { LossName } from './lossNames';
import { type FittedScaling, fitScaling } from './scaling';
import type { Table } from './table';
import { classCount, targetForm } from './targetForm';
import { holdsLabels } from './targets';

/**
 * All that turns rows of a table into what the model takes: the same for training, validation and
 * evaluation. Plain data, to be kept with the model.
 */
export interface Preprocessing {
  readonly inputs: readonly {
    readonly columns: readonly string[];
    readonly scaling: FittedScaling | null;
  }[];
  readonly targets: readonly {
    readonly columns: readonly string[];
    /** Labels in the order of the outputs; null where numbers say the class, or there are no classes. */
    readonly classes: readonly string[] | null;
  }[];
}

/**
 * @param rows all that may be used; they tell which labels there are.
 * @param training the rows that mean and std are measured on.
 * @throws ModelMismatchError where choice, table and model do not fit.
 */
export async function fitPreprocessing(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  rows: Uint32Array,
  training: Uint32Array,
  turn: () => Promise<void>,
): Promise<Preprocessing> {
  if (choice.inputs.length !== model.inputs.length)
    throw new ModelMismatchError(
      `The model has ${model.inputs.length} inputs, and columns are chosen for ${choice.inputs.length}.`,
    );
  const inputs: Preprocessing['inputs'][number][] = [];
  for (const [i, input] of model.inputs.entries())
    inputs.push(await fitInput(table, choice.inputs[i], input, rows, training, turn));
  return {
    inputs,
    targets: choice.targets.map((target, i) => {
      const output = model.outputs[i];
      const loss = choice.losses[i];
      if (output === undefined || loss === undefined)
        throw new ModelMismatchError(
          `The model has ${model.outputs.length} outputs: each needs target columns and a loss, and there is one too many or too few.`,
        );
      return fitTarget(table, target, output, loss, rows);
    }),
  };
}

/** What becomes of one input. @throws ModelMismatchError where columns and input do not fit. */
export async function fitInput(
  table: Table,
  { columns, scaling }: InputChoice = { columns: [], scaling: { kind: 'none' } },
  input: DataInput,
  rows: Uint32Array,
  training: Uint32Array,
  turn: () => Promise<void>,
): Promise<Preprocessing['inputs'][number]> {
  const joined = joinColumns(table, columns);
  const shape = inputShape(input, joined);
  checkIndices(table, joined, rows, input);
  const isScaled = input.indices === null;
  return {
    columns,
    scaling: isScaled ? await fitScaling(scaling, training, shape, joined, turn) : null,
  };
}

/** What becomes of one target. @throws ModelMismatchError where columns and output do not fit. */
export function fitTarget(
  table: Table,
  { columns, classes }: TargetChoice,
  output: DataOutput,
  loss: LossName,
  rows: Uint32Array,
): Preprocessing['targets'][number] {
  const joined = joinColumns(table, columns);
  const [column] = joined.columns;
  if (column === undefined || !holdsLabels(joined, output, loss)) return { columns, classes: null };
  const form = targetForm(output, loss);
  const count = classCount(output, form);
  if (classes !== null && classes.length !== count)
    throw new ModelMismatchError(
      `${classes.length} classes are named, and the model has ${count}.`,
    );
  // Shares between no and yes are kept as numbers.
  const asNumbers = (form === 'zeroOne' || form === 'sign') && column.codes === null;
  return {
    columns,
    classes: classes ?? (asNumbers ? null : classesOf(table, column, rows, count)),
  };
}

/** What was kept with a model, where it is whole: a model's metadata may hold anything. */
export function parsePreprocessing(json: Json | undefined): Preprocessing | undefined {
  const inputs = asArray(property(json, 'inputs'))?.map((input) => {
    const columns = texts(property(input, 'columns'));
    const stated = property(input, 'scaling') ?? null;
    const scaling = stated === null ? null : parseScaling(stated);
    return columns && scaling !== undefined ? { columns, scaling } : undefined;
  });
  const targets = asArray(property(json, 'targets'))?.map((target) => {
    const columns = texts(property(target, 'columns'));
    const stated = property(target, 'classes') ?? null;
    const classes = stated === null ? null : texts(stated);
    return columns && classes !== undefined ? { columns, classes } : undefined;
  });
  if (!inputs?.every((input) => input !== undefined)) return undefined;
  if (!targets?.every((target) => target !== undefined)) return undefined;
  return { inputs, targets };
}

/** Means and stds of equal number, none of which divides by zero. */
export function parseScaling(json: Json | undefined): FittedScaling | undefined {
  if (!isObject(json)) return undefined;
  const [mean, std] = [property(json, 'mean'), property(json, 'std')].map((list) =>
    isArray(list) && list.every((value) => typeof value === 'number' && Number.isFinite(value))
      ? (list as readonly number[])
      : undefined,
  );
  if (!mean?.length || mean.length !== std?.length || std.some((value) => value <= 0))
    return undefined;
  return { mean, std };
}

export function texts(json: Json | undefined): readonly string[] | undefined {
  const list = asArray(json);
  return list?.every((item) => asString(item) !== undefined)
    ? (list as readonly string[])
    : undefined;
}
