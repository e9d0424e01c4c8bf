import { plural } from '../format/sentence';
import type { Json } from '../json';
import type { DataChoice, Scaling, TargetChoice } from './choice';
import { classesFit } from './classesFit';
import { type DataInput, type DataModel, filledShape, sizeOf, unitsOf } from './dataModel';
import { dataHints, type DataHints } from './hints';
import type { LossName } from './lossNames';
import { cellsPerRow, type Table, type TableColumn } from './table';
import { targetForm } from './targetForm';

export interface Proposal {
  readonly choice: DataChoice;
  /** Why columns could not be told, for the user to choose them; null where all are. */
  readonly problem: string | null;
}

/** What a target is mostly called. Datasets of digits have it first. */
const TARGET_NAMES = /^(?:y|labels?|targets?|class|classes|species|outputs?)$/i;

/**
 * Which columns go where, where the user has not chosen: as the model's metadata says, by names, else
 * the last columns are the targets and those before them the inputs, in order.
 * @param json the whole model.json.
 */
export function proposeChoice(
  table: Table,
  model: DataModel,
  losses: readonly LossName[],
  json: Json | undefined,
): Proposal {
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
  return {
    choice: {
      inputs: model.inputs.map((input, i) => ({
        columns: inputs[i] ?? [],
        scaling: scalingFor(input, inputs[i] ?? [], table, isHinted ? hints : undefined),
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

function scalingFor(
  input: DataInput,
  names: readonly string[],
  table: Table,
  hints: DataHints | undefined,
): Scaling {
  if (input.indices !== null) return { kind: 'none' };
  const size = sizeOf(input.shape);
  const scaling = hints?.scaling;
  if (scaling && (scaling.kind !== 'given' || scaling.mean.length === size)) return scaling;
  const columns = table.columns.filter(({ name }) => names.includes(name));
  return input.shape.length >= 3 && columns.length > 0 && columns.every(arePixels)
    ? { kind: 'divide', by: PIXEL }
    : { kind: 'standardise' };
}

function arePixels({ numbers }: TableColumn): boolean {
  return numbers
    .subarray(0, MAX_LOOKED_AT)
    .every((value) => Number.isInteger(value) && value >= 0 && value <= PIXEL);
}
