import { ModelMismatchError } from '../../core/errors';
import { checkGrowth } from '../../core/format/write/planSave';
import type { QuantizedStorage } from '../../core/model/edits/edit';
import type { Weight } from '../../core/model/model';
import type { OpenedModel } from '../openedModel';

/**
 * Sees to it that what is edited can be saved. A tensor whose bytes are not all there has no place for
 * new ones either: better said before the work than at the save.
 * @throws ModelMismatchError naming the tensor, the file and what to do
 */
export async function checkSavable(
  { source }: OpenedModel,
  weights: readonly Weight[],
  storageOf: (weight: Weight) => QuantizedStorage | undefined,
): Promise<void> {
  for (const weight of weights) {
    const lack = await source.lackOf(weight);
    if (lack !== undefined)
      throw new ModelMismatchError(
        `${lack} Until then it cannot be edited: there is no place to save it to.`,
      );
    if (weight.quantization !== undefined && storageOf(weight) === 'float32')
      await checkGrowth(weight, source);
  }
}
