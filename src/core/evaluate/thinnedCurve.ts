import type { Curve } from './curves';

/**
 * Stretches of x of which the first, the last, the lowest and the highest point stay. A chart is a few hundred
 * pixels wide, so that nothing that can be seen is lost, corners included.
 */
const STRETCHES = 500;

/** What a thinned curve has at most. */
export const MOST_POINTS = 4 * STRETCHES + 2;

/** A curve whose x rises from 0 to 1, as it is where it is short enough. Thresholds stay with their points. */
export function thinnedCurve(curve: Curve): Curve {
  const { x, y } = curve;
  if (x.length <= MOST_POINTS) return curve;
  const kept: number[] = [];
  for (let from = 0; from < x.length;) {
    const stretch = stretchOf(x[from] ?? 0);
    let [to, low, high] = [from, from, from];
    for (; to < x.length && stretchOf(x[to] ?? 0) === stretch; to++) {
      if ((y[to] ?? 0) < (y[low] ?? 0)) low = to;
      if ((y[to] ?? 0) > (y[high] ?? 0)) high = to;
    }
    kept.push(...[...new Set([from, low, high, to - 1])].sort((a, b) => a - b));
    from = to;
  }
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(kept, (i) => values[i] ?? 0);
  return { x: pick(x), y: pick(y), thresholds: pick(curve.thresholds) };
}

function stretchOf(x: number): number {
  return Math.min(STRETCHES, Math.floor(x * STRETCHES));
}
