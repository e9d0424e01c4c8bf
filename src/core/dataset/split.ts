import { ModelMismatchError } from '../errors';
import { plural } from '../format/sentence';
import { seededRandom, shuffledIndices, type Random } from '../seededRandom';

export interface Split {
  /** Rows of the table, in its order. */
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/** How rows are drawn for validation. */
export interface DrawnSplit {
  /** Share of the rows, above 0 and below 1; people are shown percent. */
  readonly fraction: number;
  readonly seed: number;
  /** Whether each class keeps its share. */
  readonly stratified: boolean;
}

/** Seeds are unsigned 32-bit numbers: of others, `seededRandom` would drop a part. */
const MOST_SEED = 2 ** 32 - 1;

/** Why it is no share for validation, in a sentence; undefined where it is one. */
export function shareProblem(fraction: number): string | undefined {
  return fraction > 0 && fraction < 1
    ? undefined
    : 'The share for validation must lie between 0 and 100 %, such as 20 %.';
}

/** Why it is no seed, of a split or a training, in a sentence; undefined where it is one. */
export function seedProblem(seed: number): string | undefined {
  return Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED
    ? undefined
    : `The seed must be a whole number from 0 to ${MOST_SEED.toLocaleString('en-US')}.`;
}

/** A seed as an earlier version took any number for one: what `seededRandom` made of it, to draw the same rows. */
export function rememberedSeed(seed: number): number {
  return seed >>> 0;
}

/** The first of both. */
export function splitProblem({
  fraction,
  seed,
}: Pick<DrawnSplit, 'fraction' | 'seed'>): string | undefined {
  return shareProblem(fraction) ?? seedProblem(seed);
}

/**
 * Draws rows for validation. The same rows, fraction and seed give the same split.
 *
 * @param rows of the table that may be used.
 * @param fraction for validation, above 0 and below 1.
 * @param classes of each of `rows`, to keep their shares: each class gives its share to within one row,
 * and never its only row.
 * @throws ModelMismatchError where share or seed is none, or either side would be empty.
 */
export function splitRows(
  rows: Uint32Array,
  fraction: number,
  seed: number,
  classes: ArrayLike<number> | null,
): Split {
  const problem = splitProblem({ fraction, seed });
  if (problem !== undefined) throw new ModelMismatchError(problem);
  const wanted = Math.round(rows.length * fraction);
  if (wanted === 0 || wanted === rows.length)
    throw new ModelMismatchError(
      `${plural(rows.length, 'row')} cannot be split with ${Number((100 * fraction).toPrecision(6))} % for validation: one side would be empty. Change the share, or add rows.`,
    );
  const random = seededRandom(seed);
  const taken = new Uint8Array(rows.length);
  for (const [places, count] of shares(groups(rows.length, classes), wanted, rows.length)) {
    for (const at of draw(places.length, count, random)) taken[places[at] ?? 0] = 1;
  }
  const validation = rows.filter((_, i) => taken[i] === 1);
  if (validation.length === 0)
    throw new ModelMismatchError(
      'Every class has too few rows to give any for validation by class. Add rows, or split without regard to classes.',
    );
  return { training: rows.filter((_, i) => taken[i] === 0), validation };
}

function groups(length: number, classes: ArrayLike<number> | null): readonly number[][] {
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < length; i++) {
    const key = classes?.[i] ?? 0;
    const group = byClass.get(key);
    if (group === undefined) byClass.set(key, [i]);
    else group.push(i);
  }
  // By class and not by who comes first, so that the draw does not hang on the order of rows.
  return [...byClass].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** Largest remainders: shares rounded down, and the rest to whom most was cut. */
function shares(
  all: readonly number[][],
  wanted: number,
  total: number,
): readonly (readonly [number[], number])[] {
  const exact = all.map((group) => (group.length * wanted) / total);
  const counts = exact.map(Math.floor);
  let left = wanted - counts.reduce((sum, count) => sum + count, 0);
  const order = exact
    .map((share, i) => [share - Math.floor(share), i] as const)
    .sort(([a, i], [b, j]) => b - a || i - j);
  for (const [rest, i] of order) {
    const size = all[i]?.length ?? 0;
    const isOnly = size < 2 && all.length > 1;
    if (left === 0 || rest === 0 || isOnly) continue;
    counts[i] = (counts[i] ?? 0) + 1;
    left--;
  }
  return all.map((group, i) => [group, counts[i] ?? 0] as const);
}

function draw(length: number, count: number, random: Random): Uint32Array {
  return shuffledIndices(length, random).subarray(0, count);
}
