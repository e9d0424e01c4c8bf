import type { Random } from '../../src/core/seededRandom';

/** One draw from the standard normal distribution (Box-Muller). */
export function normal(random: Random): number {
  // 1 - u is never 0, whose logarithm is -Infinity.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A new array in Fisher-Yates order. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [result[last] as T, result[other] as T];
    result[last] = b;
    result[other] = a;
  }
  return result;
}
