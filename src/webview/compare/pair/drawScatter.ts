import uPlot from 'uplot';
import type { PairDensity } from '../../../core/compare/pairDensity';

/** The faintest bin is seen beside an empty one. */
const LEAST = 0.18;

/** @param of How many there are of them, which makes them fainter: 0 for full colour. */
export function drawPoints(
  u: uPlot,
  a: Float64Array,
  b: Float64Array,
  color: string,
  of: number,
): void {
  const { ctx: context } = u;
  context.save();
  clip(u);
  context.fillStyle = color;
  context.globalAlpha = of > 500 ? 0.45 : 0.85;
  const radius = (of > 500 ? 1.6 : 2.6) * uPlot.pxRatio;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [u.valToPos(a[i] ?? 0, 'x', true), u.valToPos(b[i] ?? 0, 'y', true)];
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}

/** Bins by the logarithm of their count, from faint to full colour; an empty one stays as the page is. */
export function drawDensity(u: uPlot, density: PairDensity, color: string): void {
  const { bins, low, high, counts } = density;
  const { ctx: context } = u;
  const most = Math.log1p(mostInBin(density));
  const edge = (bin: number): number => low + ((high - low) * bin) / bins;
  const [xs, ys] = (['x', 'y'] as const).map((side) =>
    Array.from({ length: bins + 1 }, (_, bin) => Math.round(u.valToPos(edge(bin), side, true))),
  );
  if (xs === undefined || ys === undefined) return;
  context.save();
  clip(u);
  context.fillStyle = color;
  for (let row = 0; row < bins; row++) {
    for (let column = 0; column < bins; column++) {
      const n = counts[row * bins + column] ?? 0;
      if (n === 0) continue;
      context.globalAlpha = LEAST + (1 - LEAST) * (Math.log1p(n) / most);
      const [left, top] = [xs[column] ?? 0, ys[row + 1] ?? 0];
      context.fillRect(left, top, (xs[column + 1] ?? 0) - left, (ys[row] ?? 0) - top);
    }
  }
  context.restore();
}

export function mostInBin({ counts }: PairDensity): number {
  return counts.reduce((most, n) => Math.max(most, n), 0);
}

function clip({ ctx: context, bbox: { left, top, width, height } }: uPlot): void {
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}
