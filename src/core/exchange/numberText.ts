/**
 * The shortest decimal that `Math.fround` turns back into this float32: 0.1, not 0.10000000149011612.
 * Nine significant digits always do (Steele and White 1990).
 */
export function shortestFloat32(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 2 ** 24) return Object.is(x, -0) ? '-0' : String(x);
  if (!Number.isFinite(x)) return String(x);
  // Most trained weights need 8 digits, so that two tries settle it.
  let shortest = readingBack(x, 8);
  if (shortest === undefined) return String(Number(x.toPrecision(9)));
  for (let digits = 7; digits > 0; digits--) {
    const shorter = readingBack(x, digits);
    if (shorter === undefined) break;
    shortest = shorter;
  }
  return String(shortest);
}

/** A number of so many digits that rounds to x. */
function readingBack(x: number, digits: number): number | undefined {
  const nearest = Number(x.toPrecision(digits));
  if (Math.fround(nearest) === x) return nearest;
  // Above a power of two float32 lie twice as far apart as below, so the farther decimal may still be x.
  if (!isPowerOfTwo(x)) return undefined;
  const [mantissa = '', exponent = ''] = x.toExponential(digits - 1).split('e');
  const farther = Number(mantissa.replace('.', '')) + Math.sign(x);
  const value = Number(`${farther}e${Number(exponent) - digits + 1}`);
  return Math.fround(value) === x ? value : undefined;
}

function isPowerOfTwo(x: number): boolean {
  float[0] = x;
  return ((bits[0] ?? 0) & 0x7fffff) === 0;
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);
