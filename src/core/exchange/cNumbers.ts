import type { DType } from '../format/dtypes';
import type { WeightValues } from '../format/weightSource';
import { shortestFloat32 } from './numberText';

/** Element `index` as a constant of C that has exactly its value. */
export function cElement(values: WeightValues, dtype: DType): (index: number) => string {
  if (values instanceof Float32Array)
    return (index) => floating(values[index] ?? 0, shortestFloat32, 'f');
  if (values instanceof Float64Array) return (index) => floating(values[index] ?? 0, String, '');
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return (index) => long(values[index] ?? 0n);
  if (!ArrayBuffer.isView(values)) return (index) => quoted(values[index] ?? '');
  if (dtype === 'bool') return (index) => (values[index] === 0 ? 'false' : 'true');
  if (dtype === 'uint32') return (index) => `${values[index]}u`;
  return (index) => int(values[index] ?? 0);
}

function floating(x: number, digits: (x: number) => string, suffix: string): string {
  if (x === Infinity) return 'INFINITY';
  if (x === -Infinity) return '-INFINITY';
  if (Number.isNaN(x)) return 'NAN';
  const text = Object.is(x, -0) ? '-0' : digits(x);
  // "1f" is no number of C, and 1e21 is one.
  return `${/[.e]/.test(text) ? text : `${text}.0`}${suffix}`;
}

/** C reads -2147483648 as the minus of a number that is too large for an int. */
function int(x: number): string {
  return x === -(2 ** 31) ? '(-2147483647 - 1)' : String(x);
}

function long(x: bigint): string {
  if (x === -(2n ** 63n)) return '(-9223372036854775807LL - 1)';
  return x > 2n ** 63n - 1n ? `${x}ULL` : `${x}LL`;
}

/**
 * The UTF-8 bytes of a string. Octal escapes have three digits, so that a digit after one stays its
 * own; "?" is escaped because of trigraphs.
 */
function quoted(text: string): string {
  let quoted = '';
  for (const byte of new TextEncoder().encode(text)) {
    const plain = byte >= 0x20 && byte < 0x7f && !'"\\?'.includes(String.fromCharCode(byte));
    quoted += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `"${quoted}"`;
}
