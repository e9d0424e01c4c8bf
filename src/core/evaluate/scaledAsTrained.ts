import type { DataChoice, Scaling } from '../dataset/choice';

/**
 * A choice whose given means and stds are those of the last training: one since may have changed them.
 * @param asTrained of each input, null where the model does not say.
 */
export function scaledAsTrained(
  choice: DataChoice,
  asTrained: readonly (Scaling | null)[],
): DataChoice {
  return {
    ...choice,
    inputs: choice.inputs.map((input, i) => {
      const trained = asTrained[i];
      const isGiven = input.scaling.kind === 'given' && trained?.kind === 'given';
      return isGiven ? { ...input, scaling: trained } : input;
    }),
  };
}

/** Whether every input is scaled as the model says that it was in training. */
export function isScaledAsTrained(
  { inputs }: DataChoice,
  asTrained: readonly (Scaling | null)[],
): boolean {
  return inputs.every(({ scaling }, i) => JSON.stringify(scaling) === JSON.stringify(asTrained[i]));
}
