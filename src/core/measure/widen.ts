import type { NumberValues, WeightValues } from '../format/weightSource';
import type { KeyKind } from './orderKey';

/** Everything but text. */
export type Measurable = NumberValues | BigInt64Array | BigUint64Array;

export function isMeasurable(values: WeightValues): values is Measurable {
  return ArrayBuffer.isView(values);
}

/** 128 KiB of float64: a block and its second round stay in the second-level cache. */
export const BLOCK = 16_384;

/**
 * Copies values [from, to) into float64, so that every loop over blocks meets one array type only.
 * 64-bit integers beyond 2^53 are rounded.
 */
export function widen(values: Measurable, from: number, to: number, into: Float64Array): void {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    for (let i = from; i < to; i++) into[i - from] = Number(values[i]);
  } else {
    into.set(values.subarray(from, to));
  }
}

/** How values are ranked: by 32-bit keys, or undefined for types that do not fit one. */
export function keyKindOf(values: Measurable): KeyKind | undefined {
  if (values instanceof Float32Array) return 'float32';
  return values instanceof Int32Array ||
    values instanceof Int16Array ||
    values instanceof Uint16Array ||
    values instanceof Int8Array ||
    values instanceof Uint8Array
    ? 'int32'
    : undefined;
}

/** The bits that `loops/countKeys.ts` wants; small integers are widened. */
export function keyBits(values: Measurable): Int32Array {
  if (values instanceof Float32Array)
    return new Int32Array(values.buffer, values.byteOffset, values.length);
  if (values instanceof Int32Array) return values;
  const widened = new Int32Array(values.length);
  if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) widened.set(values);
  return widened;
}
