/**
 * How far values went from where they began: ‖W − W₀‖ / ‖W₀‖ and the angle between W and W₀. Both are
 * null where W₀ is all zero. Sums in doubles.
 */
export function movementOf(
  before: Float32Array,
  after: Float32Array,
): { readonly moved: number | null; readonly degrees: number | null } {
  let difference = 0;
  let start = 0;
  let end = 0;
  for (let i = 0; i < before.length; i++) {
    const a = before[i] ?? 0;
    const b = after[i] ?? 0;
    difference += (b - a) * (b - a);
    start += a * a;
    end += b * b;
  }
  if (start === 0) return { moved: null, degrees: null };
  const moved = Math.sqrt(difference / start);
  if (end === 0) return { moved, degrees: null };
  return { moved, degrees: angle(before, after, Math.sqrt(start), Math.sqrt(end)) };
}

/** From the chord between the unit vectors: the arc cosine loses half the digits of a small angle. */
function angle(before: Float32Array, after: Float32Array, start: number, end: number): number {
  let chord = 0;
  for (let i = 0; i < before.length; i++) {
    const side = (before[i] ?? 0) / start - (after[i] ?? 0) / end;
    chord += side * side;
  }
  return (2 * Math.asin(Math.min(1, Math.sqrt(chord) / 2)) * 180) / Math.PI;
}
