import type { DataChoice, InputChoice, Scaling } from '../dataset/choice';
import { dataHints } from '../dataset/hints';
import { keptPreprocessing } from '../dataset/kept';
import type { Json } from '../json';

/**
 * A choice whose inputs are scaled by what is kept with the model now, where it keeps that for the same
 * columns: a training since may have changed it.
 * @param kinds of scaling that are replaced.
 * @param json the whole model.json.
 */
export function scaledAsTrained(
  choice: DataChoice,
  json: Json | undefined,
  kinds: readonly Scaling['kind'][],
): DataChoice {
  const kept = keptPreprocessing(json);
  const hints = dataHints(json);
  const scalingFor = ({ columns, scaling }: InputChoice, i: number): Scaling => {
    if (!kinds.includes(scaling.kind)) return scaling;
    const input = kept?.inputs[i];
    if (input?.scaling && same(input.columns, columns)) return { kind: 'given', ...input.scaling };
    const isHinted = kept === undefined && choice.inputs.length === 1;
    return isHinted && hints.scaling?.kind === 'given' && same(hints.inputs ?? [], columns)
      ? hints.scaling
      : scaling;
  };
  return {
    ...choice,
    inputs: choice.inputs.map((input, i) => ({ ...input, scaling: scalingFor(input, i) })),
  };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}
