import type { WeightValues } from '../../core/format/weightSource';
import { isMeasurable, type Measurable } from '../../core/measure/widen';

/** @throws Error with a sentence where a tensor holds text. */
export function asMeasurable(values: WeightValues, name: string): Measurable {
  if (isMeasurable(values)) return values;
  throw holdsText(name);
}

export function holdsText(name: string): Error {
  return new Error(`${name} holds text: it has no statistics and no picture. Read it in the grid.`);
}
