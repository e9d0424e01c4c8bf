import { type DataOutput, unitsOf } from './dataModel';
import type { LossName } from './lossNames';

/**
 * How labels become numbers: 'index' is the number of the class, 'oneHot' a row of zeros with a one at
 * the class, 'zeroOne' and 'sign' a no and a yes; 'numbers' stay as they are.
 */
export type TargetForm = 'index' | 'oneHot' | 'zeroOne' | 'sign' | 'numbers';

export function targetForm(output: DataOutput, loss: LossName): TargetForm {
  const units = unitsOf(output);
  if (loss === 'sparseCategoricalCrossentropy') return 'index';
  if (units === 1) {
    if (loss === 'hinge' || loss === 'squaredHinge') return 'sign';
    return loss === 'binaryCrossentropy' || output.activation === 'sigmoid' ? 'zeroOne' : 'numbers';
  }
  const isOfClasses =
    loss === 'categoricalCrossentropy' ||
    loss === 'categoricalHinge' ||
    loss === 'kullbackLeiblerDivergence' ||
    loss === 'binaryCrossentropy' ||
    output.activation === 'softmax';
  return isOfClasses ? 'oneHot' : 'numbers';
}

/** Classes that a form tells apart; 0 for numbers. */
export function classCount(output: DataOutput, form: TargetForm): number {
  if (form === 'numbers') return 0;
  return form === 'zeroOne' || form === 'sign' ? 2 : unitsOf(output);
}
