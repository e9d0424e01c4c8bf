/** Nearest float16, ties to even, as `widenFloat16` gives it back; beyond 65,504 and its last half step infinite. */
export function roundToFloat16(x: number): number {
  return rounded(x, 10, -14, 15);
}

/** Nearest bfloat16, ties to even, as `widenBfloat16` gives it back. */
export function roundToBfloat16(x: number): number {
  return rounded(x, 7, -126, 127);
}

/** Adding and taking away 1.5 * 2^52 rounds a smaller double to a whole number, ties to even. */
const TO_WHOLE = 1.5 * 2 ** 52;

/** @param digits Bits after the leading one. `least` and `most` are exponents of normal numbers. */
function rounded(x: number, digits: number, least: number, most: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const step = 2 ** (Math.max(least, exponentOf(x)) - digits);
  const nearest = (Math.abs(x) / step + TO_WHOLE - TO_WHOLE) * step;
  return Math.sign(x) * (nearest >= 2 ** (most + 1) ? Infinity : nearest);
}

/** Of a normal double: floor(log2 |x|). Of those below, which lie beneath every half, no more than that they are small. */
export function exponentOf(x: number): number {
  double[0] = x;
  return (((words[1] ?? 0) >>> 20) & 0x7ff) - 1023;
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
