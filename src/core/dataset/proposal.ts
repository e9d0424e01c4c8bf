import { plural } from '../format/sentence';
import type { Json } from '../json';
import type { DataChoice, Scaling, TargetChoice } from './choice';
import { classesFit } from './classesFit';
import { type DataInput, type DataModel, filledShape, sizeOf, unitsOf } from './dataModel';
import { dataHints, type DataHints } from './hints';
import { keptPreprocessing } from './kept';
import type { LossName } from './lossNames';
import { cellsPerRow, columnsByName, type Table, type TableColumn } from './table';
import { targetForm } from './targetForm';

export interface Proposal {
  readonly choice: DataChoice;
  /** What the model says was done to each of its inputs in training; null where it does not. */
  readonly asTrained: readonly (Scaling | null)[];
  /** Why columns could not be told, for the user to choose them; null where all are. */
  readonly problem: string | null;
}

/** What a target is mostly called. Datasets of digits have it first. */
const TARGET_NAMES = /^(?:y|labels?|targets?|class|classes|species|outputs?)$/i;

/**
 * Which columns go where, where the user has not chosen: as was kept with the model or as its metadata
 * says, by names, else the last columns are the targets and those before them the inputs, in order.
 * @param json the whole model.json.
 */
export function proposeChoice(
  table: Table,
  model: DataModel,
  losses: readonly LossName[],
  json: Json | undefined,
): Proposal {
  const kept = keptProposal(table, model, losses, json);
  if (kept !== undefined) return kept;
  const hints = dataHints(json);
  const free = new Set(table.columns);
  const take = (columns: readonly TableColumn[]): readonly string[] => {
    for (const column of columns) free.delete(column);
    return columns.map(({ name }) => name);
  };
  const named = (name: string): TableColumn | undefined =>
    [...free].find((column) => column.name === name);
  const hinted = (hints.inputs ?? []).flatMap((name) => named(name) ?? []);
  const isHinted = model.inputs.length === 1 && hinted.length === hints.inputs?.length;

  const targets = [...model.outputs.keys()].reverse().map((i): readonly string[] => {
    const output = model.outputs[i];
    const loss = losses[i];
    if (output === undefined || loss === undefined) return [];
    const byName =
      named(output.name) ?? (model.outputs.length === 1 ? targetOf(free, hints) : undefined);
    if (byName) return take([byName]);
    const form = targetForm(output, loss);
    const size = sizeOf(output.shape) ?? unitsOf(output);
    const inputs = model.inputs.reduce((sum, { shape }) => sum + (sizeOf(shape) ?? 0), 0);
    const all = [...free];
    const last = all.at(-1);
    if (last === undefined) return [];
    const asNumbers = form === 'numbers' || (form === 'oneHot' && all.length === inputs + size);
    return take(asNumbers && cellsPerRow(last) === 1 ? all.slice(-size) : [last]);
  });
  const inputs = model.inputs.map((input) =>
    take(isHinted ? hinted : columnsFor(input, [...free], model.inputs.length === 1)),
  );
  const short = inputs.findIndex((columns) => columns.length === 0);
  const needed = model.inputs.map(({ shape }) => sizeOf(shape) ?? 1).join(' and ');
  const asTrained = model.inputs.map((input) => statedScaling(input, hints, isHinted));
  return {
    asTrained,
    choice: {
      inputs: model.inputs.map((input, i) => ({
        columns: inputs[i] ?? [],
        scaling: asTrained[i] ?? usualScaling(input, inputs[i] ?? [], table),
      })),
      targets: targets.reverse().map((columns): TargetChoice => ({
        columns,
        classes: classesFit(table, columns, hints.classes) ? (hints.classes ?? null) : null,
      })),
      losses,
      missing: 'refuse',
    },
    problem:
      short < 0
        ? null
        : `${table.name} has ${plural(table.columns.length, 'column')}, and the model takes ${needed} numbers a row and a target: choose the columns.`,
  };
}

/** As the model was trained here before, where the table has these columns. */
function keptProposal(
  table: Table,
  model: DataModel,
  losses: readonly LossName[],
  json: Json | undefined,
): Proposal | undefined {
  const kept = keptPreprocessing(json);
  if (kept?.inputs.length !== model.inputs.length) return undefined;
  if (kept.targets.length !== model.outputs.length) return undefined;
  const columns = columnsByName(table);
  const isWhole = [...kept.inputs, ...kept.targets].every((item) =>
    item.columns.every((name) => columns.has(name)),
  );
  if (!isWhole) return undefined;
  const asTrained = kept.inputs.map(({ scaling }): Scaling =>
    scaling === null ? { kind: 'none' } : { kind: 'given', ...scaling },
  );
  return {
    choice: {
      inputs: kept.inputs.map((input, i) => ({
        columns: input.columns,
        scaling: asTrained[i] ?? { kind: 'none' },
      })),
      targets: kept.targets,
      losses,
      missing: 'refuse',
    },
    asTrained,
    problem: null,
  };
}

function targetOf(free: ReadonlySet<TableColumn>, { target }: DataHints): TableColumn | undefined {
  const columns = [...free];
  return (
    columns.find(({ name }) => name === target) ??
    columns.find(({ name }) => TARGET_NAMES.test(name))
  );
}

/** Of its name; else one array, or as many columns of numbers as it takes. Empty where neither is clear. */
function columnsFor(
  input: DataInput,
  free: readonly TableColumn[],
  isOnly: boolean,
): readonly TableColumn[] {
  const fills = (columns: readonly TableColumn[]): boolean => {
    const count = columns.reduce((sum, column) => sum + cellsPerRow(column), 0);
    const stated = columns.length === 1 ? columns[0]?.shape : undefined;
    return count > 0 && filledShape(input.shape, count, stated) !== undefined;
  };
  const array =
    free.find(({ name }) => name === input.name) ?? free.find(({ shape }) => shape.length > 0);
  if (array !== undefined && fills([array])) return [array];
  const numeric = free.filter(({ codes, shape }) => codes === null && shape.length === 0);
  const size = sizeOf(input.shape);
  const some = isOnly || size === undefined ? numeric : numeric.slice(0, size);
  return fills(some) ? some : [];
}

/** Bytes of pixels; standardising is for columns that mean something else each. */
const PIXEL = 255;
/** Cells of a column that are looked at. */
const MAX_LOOKED_AT = 100_000;

/** Means and stds hang on which columns they are of; a divisor does not. */
function statedScaling(
  { indices, shape }: DataInput,
  { scaling }: DataHints,
  isHinted: boolean,
): Scaling | null {
  if (scaling === undefined || indices !== null) return null;
  if (scaling.kind !== 'given') return scaling;
  return isHinted && scaling.mean.length === sizeOf(shape) ? scaling : null;
}

function usualScaling(input: DataInput, names: readonly string[], table: Table): Scaling {
  if (input.indices !== null) return { kind: 'none' };
  const columns = table.columns.filter(({ name }) => names.includes(name));
  const isPicture =
    input.shape.length >= 3 || columns.some(({ numbers }) => numbers instanceof Uint8Array);
  return isPicture && columns.length > 0 && columns.every(arePixels)
    ? { kind: 'divide', by: PIXEL }
    : { kind: 'standardise' };
}

function arePixels({ numbers }: TableColumn): boolean {
  return numbers
    .subarray(0, MAX_LOOKED_AT)
    .every((value) => Number.isInteger(value) && value >= 0 && value <= PIXEL);
}
