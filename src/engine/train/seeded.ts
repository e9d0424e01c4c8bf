import { type Random, seededRandom } from '../../core/seededRandom';

/** Keeps what Dropout draws apart from the order of rows. */
const DRAWS = 0x9e3779b9;

/**
 * Runs `work` with `Math.random` drawn from a seed: Dropout and noise layers of TensorFlow.js draw
 * from it and have no other way to be repeatable, as a `seed` of their own would drop the same units
 * at every step. This process trains and does nothing else meanwhile.
 */
export async function withSeededRandom<Result>(
  seed: number,
  work: (order: Random) => Promise<Result>,
): Promise<Result> {
  const { random } = Math;
  Math.random = seededRandom((seed ^ DRAWS) >>> 0);
  try {
    return await work(seededRandom(seed));
  } finally {
    Math.random = random;
  }
}
