import type { Tree } from './buildTree';

/** Roles of what a layer learnt first of all. */
const LEARNT = /kernel|embeddings|alpha/;

/**
 * The weight that a person wants to see first: the first kernel of the tree, else its first weight,
 * else null. In a graph the constants of shapes and slices come before any kernel.
 */
export function firstToShow({ model, skeleton, count }: Tree): number | null {
  let first: number | null = null;
  for (let row = 0; row < count; row++) {
    const index = skeleton.weight[row] ?? -1;
    const weight = model.weights[index];
    if (weight === undefined) continue;
    if (weight.shape.length >= 2 && weight.size > 0 && LEARNT.test(weight.role)) return index;
    first ??= index;
  }
  return first;
}
