import type { DType } from './dtypes';
import type { NumberValues, WeightValues } from './weightSource';

/** Everything but text, as `WeightSource.read` gives it. */
export type Numbers = NumberValues | BigInt64Array | BigUint64Array;

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
} as const;

/** In which type `WeightSource.read` gives the values of a weight. */
export type ValueKind = keyof typeof ARRAYS | 'string';
export type NumberKind = Exclude<ValueKind, 'string'>;

const READ_AS: Readonly<Record<DType, ValueKind>> = {
  float32: 'float32',
  float64: 'float64',
  float16: 'float32',
  bfloat16: 'float32',
  complex64: 'float32',
  bool: 'uint8',
  int8: 'int8',
  uint8: 'uint8',
  int16: 'int16',
  uint16: 'uint16',
  int32: 'int32',
  uint32: 'uint32',
  int64: 'int64',
  uint64: 'uint64',
  string: 'string',
};

/** As `decode` has it: quantized values come as their dtype says. */
export function valueKindOf({ dtype }: { readonly dtype: DType }): ValueKind {
  return READ_AS[dtype];
}

/** Values, all zero. */
export function emptyValues(kind: NumberKind, length: number): Numbers {
  return new ARRAYS[kind](length);
}

/** The values whose bytes these are, which must fill their buffer. */
export function valuesFrom(kind: NumberKind, { buffer }: Uint8Array<ArrayBuffer>): Numbers {
  return new ARRAYS[kind](buffer);
}

export function bytesPerValue(kind: NumberKind): number {
  return ARRAYS[kind].BYTES_PER_ELEMENT;
}

export function isOfKind(values: WeightValues, kind: ValueKind): boolean {
  return kind === 'string' ? !ArrayBuffer.isView(values) : values instanceof ARRAYS[kind];
}

/**
 * The same memory as unsigned integers. To copy float32 through a number may set the quiet bit of a
 * NaN; to copy its bits does not.
 */
export function bitsOf(values: Numbers): Uint8Array | Uint16Array | Uint32Array | BigUint64Array {
  const { buffer, byteOffset, length, BYTES_PER_ELEMENT } = values;
  switch (BYTES_PER_ELEMENT) {
    case 1:
      return new Uint8Array(buffer, byteOffset, length);
    case 2:
      return new Uint16Array(buffer, byteOffset, length);
    case 4:
      return new Uint32Array(buffer, byteOffset, length);
    default:
      return new BigUint64Array(buffer, byteOffset, length);
  }
}
