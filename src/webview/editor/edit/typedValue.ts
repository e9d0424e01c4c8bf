import type { DType } from '../../../core/format/dtypes';
import { heldValue } from '../../../core/model/edits/heldValue';
import { type Holding, holdingOf } from '../../../core/model/edits/holding';

/** The number that a typed text stands for, or one sentence why it stands for none. */
export type TypedValue = { readonly value: number | bigint } | { readonly problem: string };

/**
 * What a tensor of this type would hold. The worker has the last word: it knows how a quantized tensor
 * will be stored.
 */
export function typedValue(text: string, dtype: DType): TypedValue {
  return valueIn(text, holdingOf({ dtype, quantization: undefined }, undefined), dtype);
}

/** A factor is not rounded to what a tensor holds; its products are. */
export function typedFactor(text: string): TypedValue {
  const typed = valueIn(text, { kind: 'float', round: (x) => x, special: true }, 'float64');
  if ('problem' in typed || Number.isFinite(Number(typed.value))) return typed;
  return { problem: 'A factor is a finite number.' };
}

function valueIn(text: string, holding: Holding, dtype: DType | 'float64'): TypedValue {
  const trimmed = text.trim();
  const held = heldValue(trimmed, holding, dtype);
  if (!('problem' in held)) return held;
  return { problem: trimmed === '' ? 'Type a number.' : `"${trimmed}" ${held.problem}.` };
}
