import { ModelMismatchError } from '../../core/errors';
import { chooseQuantization } from '../../core/format/write/chooseQuantization';
import type { Weight } from '../../core/model/model';
import type { RequantizedError } from '../../protocol/edit';
import type { Draft, Making } from './making';

/** Values of all weights up to which the error is worked out before a person is asked: well under a second. */
const MOST_VALUES = 4_000_000;

/** @param weights of the draft that are quantized and not decided yet. */
export async function requantizedError(
  draft: Draft,
  weights: readonly Weight[],
  making: Omit<Making, 'store' | 'storageOf' | 'progress'>,
): Promise<RequantizedError> {
  const { values, turn } = making;
  const size = weights.reduce((sum, weight) => sum + weight.size, 0);
  if (draft.writesFiles === true || size > MOST_VALUES) return { largest: null };
  // As float32, in which nothing of what was asked for is lost yet.
  const storageOf: Making['storageOf'] = (weight) => weight.quantization && 'float32';
  const progress = (): void => undefined;
  const { patches } = await draft.make({ ...making, store: undefined, storageOf, progress });
  const after = values.over([...values.edits, { label: '', patches, storage: [] }]);
  let largest = 0;
  try {
    for (const weight of weights) {
      if (weight.quantization === undefined) continue;
      const edited = after.source('edited');
      const chosen = await chooseQuantization(weight, weight.quantization, edited, turn);
      largest = Math.max(largest, chosen.largestError);
    }
  } catch (error) {
    if (error instanceof ModelMismatchError) return { problem: error.message };
    throw error;
  }
  return { largest };
}
