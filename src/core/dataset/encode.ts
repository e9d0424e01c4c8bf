import { ModelMismatchError } from '../errors';
import type { DataModel } from './dataModel';
import { checkIndices, inputShape, joinColumns } from './inputs';
import type { LossName } from './lossNames';
import type { Preprocessing } from './preprocessing';
import { scaled } from './scaling';
import type { Table } from './table';
import { type EncodedColumn, encodeTarget } from './targets';

/** Numbers of a dataset that are made at once: 4 bytes each, 1 GB. */
const MAX_ENCODED = 250_000_000;

/** What the engine takes. */
export interface EncodedDataset {
  readonly rows: number;
  readonly inputs: readonly EncodedColumn[];
  readonly targets: readonly EncodedColumn[];
}

/**
 * Rows of a table as the model takes them.
 * @param losses one for each target; none where only predictions are wanted.
 * @throws ModelMismatchError with row and column of what does not fit.
 */
export function encodeDataset(
  table: Table,
  rows: Uint32Array,
  { inputs, targets }: Preprocessing,
  model: DataModel,
  losses: readonly LossName[],
): EncodedDataset {
  let room = MAX_ENCODED;
  const take = (count: number): void => {
    room -= count;
    if (room < 0)
      throw new ModelMismatchError(
        `The rows of ${table.name} make more than ${MAX_ENCODED / 1e6} million numbers. Take a part of the rows, or a loss of class numbers instead of one-hot rows.`,
      );
  };
  return {
    rows: rows.length,
    inputs: model.inputs.map((input, i) => {
      const { columns = [], scaling = null } = inputs[i] ?? {};
      const joined = joinColumns(table, columns);
      const shape = inputShape(input, joined);
      checkIndices(table, joined, rows, input);
      take(rows.length * joined.size);
      const length = rows.length * joined.size;
      const values = input.indices === null ? new Float32Array(length) : new Int32Array(length);
      let at = 0;
      for (const row of rows) {
        for (let j = 0; j < joined.size; j++)
          values[at++] = scaled(joined.read(row, j), j, scaling);
      }
      return { shape, values };
    }),
    targets: losses.flatMap((loss, i) => {
      const [target, output] = [targets[i], model.outputs[i]];
      if (target === undefined || output === undefined) return [];
      const size = output.shape.reduce<number>((product, n) => product * (n ?? 1), 1);
      take(rows.length * (loss === 'sparseCategoricalCrossentropy' ? 1 : size));
      const joined = joinColumns(table, target.columns);
      return [encodeTarget(table, rows, joined, output, loss, target.classes)];
    }),
  };
}
