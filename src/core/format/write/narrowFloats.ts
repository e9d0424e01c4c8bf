import { exponentOf } from '../roundHalf';

/** The nearest float16 to a number, ties to even; the inverse of `widenFloat16` where that is exact. */
export function float16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  // Half a step above the largest float16 rounds to infinity.
  if (magnitude >= 65520) return sign | 0x7c00;
  // Steps of denormals and of the numbers just above them are alike.
  const exponent = magnitude < 2 ** -14 ? -14 : exponentOf(magnitude);
  const steps = roundHalfEven(magnitude * 2 ** (10 - exponent));
  // A mantissa that rounds up to 2048 carries into the exponent, as the bits do.
  return sign | (exponent < -13 ? steps : ((exponent + 14) << 10) + steps);
}

/** The nearest bfloat16 to a float32, ties to even; the inverse of `widenBfloat16`. */
export function bfloat16Bits(float32Bits: number): number {
  const isNaN = (float32Bits & 0x7fffffff) > 0x7f800000;
  // Rounding could carry a NaN into infinity: it keeps its upper half, made quiet.
  if (isNaN) return (float32Bits >>> 16) | 0x40;
  const toEven = (float32Bits >>> 16) & 1;
  return ((float32Bits >>> 0) + 0x7fff + toEven) >>> 16;
}

/** As numpy's `round`. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
