import { ModelMismatchError } from '../../core/errors';
import { plural } from '../../core/format/sentence';

/** A model that takes a fixed number of rows cannot take a smaller last batch. @throws ModelMismatchError */
export function checkBatches(rows: number, batchSize: number, fixed: number | null): void {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new ModelMismatchError(
      `The batch size is ${batchSize}; it must be a whole number from 1.`,
    );
  if (fixed === null || (fixed === batchSize && rows % fixed === 0)) return;
  throw new ModelMismatchError(
    `The model takes exactly ${plural(fixed, 'row')} at a time: choose the batch size ${fixed} and a number of rows that it divides.`,
  );
}
