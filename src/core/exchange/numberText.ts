/**
 * The shortest decimal that `Math.fround` turns back into this float32: 0.1, not 0.10000000149011612.
 * Nine significant digits always do (Steele and White 1990).
 */
export function shortestFloat32(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 2 ** 24) return Object.is(x, -0) ? '-0' : String(x);
  if (!Number.isFinite(x)) return String(x);
  let best = x.toPrecision(9);
  // Most trained weights need 8 digits, so that this loop ends after one or two rounds.
  for (let digits = 8; digits > 0; digits--) {
    const shorter = x.toPrecision(digits);
    if (Math.fround(Number(shorter)) !== x) break;
    best = shorter;
  }
  return String(Number(best));
}
