import { ModelMismatchError } from '../../core/errors';
import { unitsOf } from '../../core/dataset/dataModel';
import { balancedWeights, classCounts } from '../../core/retrain/balancedWeights';
import type { LoadedModel } from '../../protocol/engine';
import type { Dataset } from '../../protocol/training';

/** Class weights of a model with one output, by how often each class is among the rows. */
export function classBalance(data: Dataset, { outputs }: LoadedModel): readonly number[] {
  const [target] = data.targets;
  const [output] = outputs;
  if (target === undefined || output === undefined || 'file' in target.values)
    throw new ModelMismatchError(
      'The targets are too large to be counted here: set the class weights by hand.',
    );
  return balancedWeights(classCounts(target.values, data.rows, Math.max(2, unitsOf(output))));
}
