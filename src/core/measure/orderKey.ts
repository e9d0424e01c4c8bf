/**
 * A 32-bit key that sorts, as unsigned, like the value: for float32 the bits with the sign bit
 * flipped, and all bits flipped where negative (Herf, "Radix tricks", 2001); for int32 the sign bit
 * flipped. -0 comes just before 0.
 */
export type KeyKind = 'float32' | 'int32';

/** The mask that the loops of `loops/countKeys.ts` take for a kind. */
export function signMaskOf(kind: KeyKind): number {
  return kind === 'float32' ? -1 : 0;
}

/** First and last high half that a finite value can have; NaN and infinities lie outside. */
export const FINITE_HIGH_BITS = {
  float32: { first: 0x0080, last: 0xff7f },
  int32: { first: 0, last: 0xffff },
} as const;

/** The value of a key. */
export function valueOfKey(kind: KeyKind, key: number): number {
  const flipped = (key ^ 0x80000000) | 0;
  if (kind === 'int32') return flipped;
  bits[0] = key >>> 31 === 1 ? flipped : ~key;
  // -0 is shown as 0.
  return (float[0] ?? 0) + 0;
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);
