import type { Weight } from '../../core/model/model';
import { weightShapeText } from '../../core/model/rowText';
import type { PlanWeight } from '../../protocol/inject';

/** A longer list to choose a weight from is searched by nobody. */
export const MOST_CANDIDATES = 500;

export function planWeight(weight: Weight): PlanWeight {
  return {
    weight: weight.index,
    name: weight.name,
    role: weight.role,
    shape: weightShapeText(weight),
    dtype: weight.dtype,
  };
}
