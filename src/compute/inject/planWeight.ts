import type { Weight } from '../../core/model/model';
import { weightShapeText } from '../../core/model/rowText';
import type { PlanWeight } from '../../protocol/inject';

/** A list to choose a weight from draws what is in sight and is searched by typing; more would take seconds to send. */
export const MOST_CANDIDATES = 10_000;

export function planWeight(weight: Weight): PlanWeight {
  return {
    weight: weight.index,
    name: weight.name,
    role: weight.role,
    shape: weightShapeText(weight),
    dtype: weight.dtype,
  };
}
