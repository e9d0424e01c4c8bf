import type { WeightValues } from '../format/weightSource';
import { type Comparison, comparePieces } from '../measure/loops/comparePieces';

/** How two pieces of two tensors differ; see `Comparison`. Pieces of text have counts alone. */
export interface PieceDifference extends Comparison {
  /** Values in either piece. */
  readonly count: number;
  /** Places where both hold a NaN, of whatever bits. */
  readonly bothNaN: number;
}

/** Compares values of the same weight in two models, decoded and dequantized. */
export function pieceDifference(a: WeightValues, b: WeightValues): PieceDifference {
  const count = a.length;
  if (a instanceof Float32Array && b instanceof Float32Array)
    return withNaNs(comparePieces(a, b), a, b);
  const { changed, bothNaN } = countChanged(a, b);
  if (isText(a) || isText(b)) return { ...NOTHING, count, changed };
  return { ...sums(a, b), count, changed, bothNaN };
}

/** @param comparison Of the same two pieces, by whichever loop. */
export function withNaNs(
  comparison: Comparison,
  a: Float32Array,
  b: Float32Array,
): PieceDifference {
  const count = a.length;
  const bothNaN = comparison.pairs === count ? 0 : countChanged(a, b).bothNaN;
  return { ...comparison, count, bothNaN };
}

const NOTHING: PieceDifference = {
  count: 0,
  pairs: 0,
  changed: 0,
  bothNaN: 0,
  dot: 0,
  squaredDistance: 0,
  aSquares: 0,
  bSquares: 0,
  maxDifference: -1,
  maxDifferenceAt: -1,
};

function isText(values: WeightValues): values is readonly string[] {
  return Array.isArray(values);
}

function countChanged(a: WeightValues, b: WeightValues): { changed: number; bothNaN: number } {
  let changed = 0;
  let bothNaN = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) && Number.isNaN(b[i])) bothNaN++;
    else if (!Object.is(a[i], b[i])) changed++;
  }
  return { changed, bothNaN };
}

function sums(
  a: Exclude<WeightValues, readonly string[]>,
  b: Exclude<WeightValues, readonly string[]>,
): Comparison {
  const found = { ...NOTHING } as { -readonly [K in keyof Comparison]: number };
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [Number(a[i]), Number(b[i])];
    const d = differenceOf(a[i] ?? 0, b[i] ?? 0);
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    found.pairs++;
    found.dot += x * y;
    found.squaredDistance += d * d;
    found.aSquares += x * x;
    found.bSquares += y * y;
    if (Math.abs(d) > found.maxDifference) {
      found.maxDifference = Math.abs(d);
      found.maxDifferenceAt = i;
    }
  }
  return found;
}

/** Of 64-bit integers exactly, then rounded: their own size may be beyond what a double tells apart. */
function differenceOf(a: number | bigint, b: number | bigint): number {
  return typeof a === 'bigint' && typeof b === 'bigint' ? Number(a - b) : Number(a) - Number(b);
}
