import { seededRandom } from '../seededRandom';

/** Points of a picture: more lie on top of each other. */
export const MOST_DRAWN = 2_000;
/** Rows that are always drawn: those that the model is most wrong of. */
const MOST_WRONG = 100;
const SEED = 1;

/**
 * Positions of residuals to draw, rising: all of few; of many the largest, and the rest by a seeded draw that
 * gives every row the same chance.
 */
export function drawnRows(residuals: Float64Array): Uint32Array {
  const all = Uint32Array.from(residuals, (_, i) => i);
  if (all.length <= MOST_DRAWN) return all;
  const border = Float64Array.from(residuals, Math.abs).sort().at(-MOST_WRONG) ?? Infinity;
  const wrong = all.filter((i) => Math.abs(residuals[i] ?? 0) >= border).subarray(0, MOST_WRONG);
  const taken = new Set(wrong);
  const random = seededRandom(SEED);
  while (taken.size < MOST_DRAWN) taken.add(Math.floor(random() * all.length));
  return Uint32Array.from(taken).sort();
}
