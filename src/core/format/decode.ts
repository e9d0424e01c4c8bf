import { BYTES_PER_ELEMENT, type DType, type FixedDType, type Quantization } from './dtypes';
import { decodeStrings } from './decodeStrings';
import { widenBfloat16, widenFloat16 } from './halfFloats';
import type { NumberValues, WeightValues } from './weightSource';

/** Stored bytes of one element. */
export function storedWidth(dtype: FixedDType, quantization: Quantization | undefined): number {
  return BYTES_PER_ELEMENT[quantization?.dtype ?? dtype];
}

/**
 * The inverse of how weights are stored: `count` elements in row-major order.
 *
 * Little-endian like the files, as is every platform that runs VS Code. Bytes may start at any
 * alignment; the result has a buffer of its own size and may share it with `bytes` only where those
 * fill theirs.
 *
 * Quantized: value = q * scale + min, computed in double and stored as float32; int32 rounds
 * (tfjs-core io_utils `decodeWeight`).
 */
export function decode(
  bytes: Uint8Array,
  dtype: DType,
  quantization: Quantization | undefined,
  count: number,
): WeightValues {
  if (dtype === 'string') return decodeStrings(bytes, count);
  const length = count * storedWidth(dtype, quantization);
  if (bytes.byteLength < length) {
    throw new RangeError(`${count} elements take ${length} bytes, not ${bytes.byteLength}`);
  }
  const { buffer } =
    length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes.subarray(0, length));
  if (quantization === undefined) return decodePlain(buffer, dtype);
  if (quantization.dtype === 'float16') return widenFloat16(new Uint16Array(buffer));
  const stored = quantization.dtype === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
  return dequantize(stored, dtype === 'int32', quantization.scale, quantization.min);
}

function decodePlain(
  buffer: ArrayBufferLike,
  dtype: FixedDType,
): NumberValues | BigInt64Array | BigUint64Array {
  switch (dtype) {
    case 'float32':
    case 'complex64':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
    case 'float16':
      return widenFloat16(new Uint16Array(buffer));
    case 'bfloat16':
      return widenBfloat16(new Uint16Array(buffer));
    case 'int8':
      return new Int8Array(buffer);
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int64':
      return new BigInt64Array(buffer);
    case 'uint64':
      return new BigUint64Array(buffer);
  }
}

function dequantize(
  stored: Uint8Array | Uint16Array,
  toInt32: boolean,
  scale: number,
  min: number,
): Float32Array | Int32Array {
  const values = toInt32 ? new Int32Array(stored.length) : new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) {
    const value = (stored[i] ?? 0) * scale + min;
    values[i] = toInt32 ? Math.round(value) : value;
  }
  return values;
}
