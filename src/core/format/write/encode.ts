import type { FixedDType, Quantization } from '../dtypes';
import type { WeightValues } from '../weightSource';
import { bfloat16Bits, float16Bits, roundHalfEven } from './narrowFloats';

/**
 * The inverse of `decode`: bytes as the files hold them, of values as `WeightSource.read` gives them.
 * What a stored type cannot hold exactly becomes the nearest that it can, ties to even.
 *
 * Quantized: q = round((value - min) / scale) within the type's range, as the Python converter computes it.
 * @throws RangeError where the values are not of the type that `decode` gives.
 */
export function encode(
  values: WeightValues,
  dtype: FixedDType,
  quantization: Quantization | undefined,
): Uint8Array {
  if (!ArrayBuffer.isView(values)) throw new RangeError('Strings are not encoded.');
  if (quantization?.dtype === 'float16' || (quantization === undefined && dtype === 'float16')) {
    return bytesOf(Uint16Array.from(floats(values, dtype), float16Bits));
  }
  if (quantization !== undefined) return bytesOf(quantize(numbers(values), quantization));
  if (dtype === 'bfloat16') {
    const exact = floats(values, dtype);
    const bits = new Uint32Array(exact.buffer, exact.byteOffset, exact.length);
    return bytesOf(Uint16Array.from(bits, bfloat16Bits));
  }
  return bytesOf(values);
}

/** NaN is refused before: `chooseQuantization` has seen all values. */
function quantize(
  values: Float32Array | Int32Array,
  { dtype, scale, min }: Quantization & { readonly dtype: 'uint8' | 'uint16' },
): Uint8Array | Uint16Array {
  const stored = dtype === 'uint8' ? new Uint8Array(values.length) : new Uint16Array(values.length);
  const largest = dtype === 'uint8' ? 255 : 65535;
  for (let i = 0; i < values.length; i++) {
    const steps = scale === 0 ? 0 : roundHalfEven(((values[i] ?? 0) - min) / scale);
    stored[i] = Math.min(largest, Math.max(0, steps));
  }
  return stored;
}

function floats(values: ArrayBufferView, dtype: string): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new RangeError(`Values of ${dtype} are float32 in memory.`);
}

function numbers(values: ArrayBufferView): Float32Array | Int32Array {
  if (values instanceof Float32Array || values instanceof Int32Array) return values;
  throw new RangeError('Quantized values are float32 or int32 in memory.');
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
