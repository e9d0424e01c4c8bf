import { asNumber, asString, isObject, type Json, property } from '../json';
import type { Quantization } from './dtypes';
import { shownValue } from './sentence';

export interface ParsedQuantization {
  readonly quantization: Quantization | undefined;
  /** Stored bytes an element, undefined where the entry does not tell. */
  readonly width: number | undefined;
  /** What is wrong, as a clause after the tensor's name. */
  readonly problem: string | undefined;
}

/**
 * @param json a value that is neither undefined nor null: null counts as absent, though TensorFlow.js crashes on it.
 * @param dtype of the tensor: integers quantize float32 and int32, float16 only float32 (tfjs-core `decodeWeight`).
 */
export function parseQuantization(json: Json, dtype: Json | undefined): ParsedQuantization {
  if (!isObject(json)) return refused(undefined, `has the quantization ${shownValue(json)}`);
  const stored = property(json, 'dtype');
  const originalDType = asString(property(json, 'original_dtype'));
  if (stored === 'float16') {
    if (dtype !== 'float32') return refused(2, mismatch(dtype, stored));
    return { quantization: { dtype: stored, originalDType }, width: 2, problem: undefined };
  }
  if (stored !== 'uint8' && stored !== 'uint16') {
    return refused(undefined, `has the unknown quantization dtype ${shownValue(stored)}`);
  }
  const width = stored === 'uint8' ? 1 : 2;
  if (dtype !== 'float32' && dtype !== 'int32') return refused(width, mismatch(dtype, stored));
  const scale = asNumber(property(json, 'scale'));
  const min = asNumber(property(json, 'min'));
  if (scale === undefined || !Number.isFinite(scale)) {
    return refused(width, notNumber(stored, 'scale', property(json, 'scale')));
  }
  if (min === undefined || !Number.isFinite(min)) {
    return refused(width, notNumber(stored, 'min', property(json, 'min')));
  }
  return { quantization: { dtype: stored, scale, min, originalDType }, width, problem: undefined };
}

function mismatch(dtype: Json | undefined, stored: string): string {
  return `is ${shownValue(dtype)} quantized to ${stored}, which has no meaning`;
}

function notNumber(stored: string, key: string, value: Json | undefined): string {
  return `is quantized to ${stored} with ${shownValue(value)} for its ${key}, where a finite number is needed`;
}

function refused(width: number | undefined, problem: string): ParsedQuantization {
  return { quantization: undefined, width, problem };
}
