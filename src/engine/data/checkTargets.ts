import { ModelMismatchError } from '../../core/errors';
import { quote } from '../../core/model/problems';
import type { ModelOutput } from '../../protocol/engine';
import type { LossName } from '../../protocol/training';
import type { OpenDataset } from './openDataset';
import { elementsOf } from '../../core/model/strides';

const PIECE_ROWS = 4096;

/** What the loss demands of the targets: their shape, and values that have a meaning. @throws ModelMismatchError */
export function checkTargets(
  data: OpenDataset,
  outputs: readonly ModelOutput[],
  losses: readonly LossName[],
): void {
  if (losses.length !== outputs.length)
    throw new ModelMismatchError(
      `The model has ${outputs.length} outputs, and ${losses.length} losses are chosen: each output needs one.`,
    );
  outputs.forEach((output, i) => {
    const loss = losses[i] ?? 'meanSquaredError';
    const target = data.targets[i];
    if (target === undefined) return;
    const sparse = loss === 'sparseCategoricalCrossentropy';
    const needed = sparse ? [...output.shape.slice(0, -1), 1] : output.shape;
    checkShape(target.shape, needed, output);
    const classes = output.shape.at(-1) ?? null;
    const range = rangeOf(loss, classes);
    if (range === undefined) return;
    for (let start = 0; start < data.rows; start += PIECE_ROWS) {
      const end = Math.min(start + PIECE_ROWS, data.rows);
      target.rows(data.order, start, end).forEach((value, j) => {
        if (value >= range.low && value <= range.high && (!sparse || Number.isInteger(value)))
          return;
        const row = start + Math.floor(j / target.size) + 1;
        throw new ModelMismatchError(
          `Row ${row} has ${value} as target of output ${quote(output.name)}, and ${range.what}.`,
        );
      });
    }
  });
}

function checkShape(
  given: readonly number[],
  needed: readonly (number | null)[],
  output: ModelOutput,
): void {
  const size = (shape: readonly number[]): number => elementsOf(shape);
  const same =
    given.length === needed.length && needed.every((n, i) => n === null || n === given[i]);
  const alike =
    !needed.includes(null) && size(given) === size(needed.map(Number)) && size(given) === 1;
  if (same || alike) return;
  throw new ModelMismatchError(
    `The output ${quote(output.name)} needs a target of ${needed.map((n) => n ?? 'any').join(' × ')} a row for this loss, and the data gives ${given.length === 0 ? 'one number' : given.join(' × ')}.`,
  );
}

function rangeOf(
  loss: LossName,
  classes: number | null,
): { readonly low: number; readonly high: number; readonly what: string } | undefined {
  switch (loss) {
    case 'sparseCategoricalCrossentropy':
      return classes === null
        ? undefined
        : { low: 0, high: classes - 1, what: `its classes are 0 to ${classes - 1}` };
    case 'binaryCrossentropy':
    case 'categoricalCrossentropy':
    case 'kullbackLeiblerDivergence':
      return { low: 0, high: 1, what: `this loss takes shares from 0 to 1` };
    case 'hinge':
    case 'squaredHinge':
      return { low: -1, high: 1, what: 'this loss takes −1 and 1' };
    case 'meanSquaredError':
    case 'meanAbsoluteError':
    case 'meanAbsolutePercentageError':
    case 'meanSquaredLogarithmicError':
    case 'logcosh':
    case 'categoricalHinge':
    case 'poisson':
    case 'cosineProximity':
      return undefined;
  }
}
