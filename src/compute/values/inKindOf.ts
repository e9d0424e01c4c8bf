import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { emptyValues, isOfKind, type Numbers, valueKindOf } from '../../core/format/valueKind';
import type { WeightValues } from '../../core/format/weightSource';
import { canHold } from '../../core/model/edits/heldValue';
import { holdingOf } from '../../core/model/edits/holding';
import type { Weight } from '../../core/model/model';

/**
 * Numbers in the type in which a weight is read. What trains holds all as float32: a value that is the
 * one of before as float32 stays the one of before, in all its digits.
 * @throws ModelMismatchError naming the tensor where it cannot hold a value
 */
export function inKindOf(weight: Weight, values: Numbers, before: WeightValues): Numbers {
  const kind = valueKindOf(weight);
  if (kind === 'string' || isOfKind(values, kind) || !ArrayBuffer.isView(before)) return values;
  const made = emptyValues(kind, values.length);
  const holding = holdingOf(weight, undefined);
  for (let i = 0; i < made.length; i++) {
    const value = Number(values[i]);
    const old = before[i] ?? 0;
    if (Object.is(Math.fround(Number(old)), value)) made[i] = old;
    else if (canHold(holding, value)) made[i] = typeof old === 'bigint' ? BigInt(value) : value;
    else
      throw new ModelMismatchError(
        `${shownName(weight.name)} holds ${weight.dtype}, which cannot be ${value}. Freeze its layer.`,
      );
  }
  return made;
}
