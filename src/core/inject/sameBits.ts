import type { Numbers } from '../format/valueKind';

/** Whether two arrays of one type hold the same bits: -0 is not 0, and a NaN is the same NaN. */
export function sameBits(a: Numbers, b: Numbers): boolean {
  const [x, y] = [bits(a), bits(b)];
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}

/** Elements that hold other bits. */
export function countDifferent(a: Numbers, b: Numbers): number {
  const [x, y] = [bits(a), bits(b)];
  // A 64-bit element takes two of the numbers compared.
  const width = x.length / Math.max(1, a.length);
  let different = 0;
  for (let i = 0; i < x.length; i += width) {
    if (x[i] !== y[i] || (width === 2 && x[i + 1] !== y[i + 1])) different++;
  }
  return different;
}

/** Floats as the integers that hold their bits; 64-bit ones as pairs, as to compare bigints takes many times as long. */
function bits(values: Numbers): Int32Array | Exclude<Numbers, Float32Array | Float64Array> {
  if (
    values instanceof Float32Array ||
    values instanceof Float64Array ||
    values instanceof BigInt64Array ||
    values instanceof BigUint64Array
  )
    return new Int32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  return values;
}
