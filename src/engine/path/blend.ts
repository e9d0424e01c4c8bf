/**
 * (1 − at) · from + at · to, in doubles, rounded once. The ends are exact, also where the other side
 * has a NaN or an infinity there.
 */
export function blend(
  from: Float32Array = NONE,
  to: Float32Array = NONE,
  at: number,
): Float32Array {
  if (at === 0) return from;
  if (at === 1) return to;
  return from.map((value, i) => (1 - at) * value + at * (to[i] ?? NaN));
}

const NONE = new Float32Array(0);
