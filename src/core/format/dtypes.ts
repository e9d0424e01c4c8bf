/**
 * The first five are what TensorFlow.js itself decodes (tfjs-core io_utils `decodeWeight`); the
 * others are written by converters and refused there, but can be shown here.
 */
export const BYTES_PER_ELEMENT = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  float16: 2,
  bfloat16: 2,
  float64: 8,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  uint32: 4,
  int64: 8,
  uint64: 8,
} as const;

export type FixedDType = keyof typeof BYTES_PER_ELEMENT;
/** A string element is a u32 little-endian byte length and that many UTF-8 bytes. */
export type DType = FixedDType | 'string';

function isFixedDType(dtype: string): dtype is FixedDType {
  return Object.hasOwn(BYTES_PER_ELEMENT, dtype);
}

export function isDType(dtype: string): dtype is DType {
  return dtype === 'string' || isFixedDType(dtype);
}

/** Undefined for strings, whose lengths only the data tells. */
export function bytesPerElement(dtype: DType): number | undefined {
  return isFixedDType(dtype) ? BYTES_PER_ELEMENT[dtype] : undefined;
}

/** How a tensor is stored when not by its own dtype: value = q * scale + min, float16 widened. */
export type Quantization =
  | {
      readonly dtype: 'uint8' | 'uint16';
      readonly scale: number;
      readonly min: number;
      readonly originalDType: string | undefined;
    }
  | { readonly dtype: 'float16'; readonly originalDType: string | undefined };
