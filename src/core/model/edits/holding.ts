import { roundToBfloat16, roundToFloat16 } from '../../format/roundHalf';
import { type ValueKind, valueKindOf } from '../../format/valueKind';
import type { WeightEntry } from '../../format/weightEntry';
import type { QuantizedStorage } from './edit';

/** What values a weight can hold once edited. */
export type Holding =
  | {
      readonly kind: 'float';
      readonly round: (x: number) => number;
      /** False where NaN and the infinities cannot be stored. */
      readonly special: boolean;
    }
  | { readonly kind: 'integer'; readonly low: bigint; readonly high: bigint }
  | { readonly kind: 'bool' }
  | { readonly kind: 'text' };

/**
 * A float is rounded to what the file will hold, so that what is shown is what is saved; tensors that
 * stay quantized to integers excepted, whose steps depend on all of their values.
 */
export function holdingOf(
  weight: Pick<WeightEntry, 'dtype' | 'quantization'>,
  storage: QuantizedStorage | undefined,
): Holding {
  const { dtype, quantization } = weight;
  if (dtype === 'bool' && quantization === undefined) return { kind: 'bool' };
  const kind = valueKindOf(weight);
  if (kind === 'string') return { kind: 'text' };
  if (kind === 'float64') return { kind: 'float', round: (x) => x, special: true };
  if (kind !== 'float32') return { kind: 'integer', ...integerRange(kind) };
  if (dtype === 'bfloat16') return { kind: 'float', round: roundToBfloat16, special: true };
  const storedAs = storage === 'requantize' ? quantization?.dtype : undefined;
  const isHalf = dtype === 'float16' || storedAs === 'float16';
  const special = storedAs === undefined || storedAs === 'float16';
  return { kind: 'float', round: isHalf ? roundToFloat16 : Math.fround, special };
}

function integerRange(kind: Exclude<ValueKind, 'string' | 'float32' | 'float64'>): {
  readonly low: bigint;
  readonly high: bigint;
} {
  const bits = BigInt(kind.replace(/\D/g, ''));
  return kind.startsWith('u')
    ? { low: 0n, high: 2n ** bits - 1n }
    : { low: -(2n ** (bits - 1n)), high: 2n ** (bits - 1n) - 1n };
}
