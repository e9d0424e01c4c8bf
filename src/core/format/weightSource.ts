import type { WeightEntry } from './weightEntry';

/**
 * Values of a range of elements in row-major order, decoded and dequantized.
 *
 * - numbers: as stored where JavaScript has the type (Float32Array for float32, float16, bfloat16 and
 *   quantized float32; Int32Array for int32 and quantized int32; Uint8Array for bool and uint8; …)
 * - complex64: Float32Array of twice the range, real and imaginary interleaved
 * - int64, uint64: BigInt64Array, BigUint64Array, exact
 * - string: one string an element
 */
export type WeightValues = NumberValues | BigInt64Array | BigUint64Array | readonly string[];
export type NumberValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/**
 * Where values come from. The file is one source, the overlay of edits another; what is above
 * cannot tell edited from stored.
 */
export interface WeightSource {
  /**
   * Elements [start, end) of a weight, in row-major order.
   * @throws ModelFormatError naming tensor and file where bytes are missing or refused.
   */
  read(weight: WeightEntry, start: number, end: number): Promise<WeightValues>;
}
