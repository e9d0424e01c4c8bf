import { elementsOf } from '../strides';

/**
 * How many values feed one output and how many outputs one value feeds, from the shape alone:
 * `compute_fans` of Keras (keras/src/initializers/random_initializers.py), which takes the last two
 * axes for inputs and outputs also where, as in a transposed convolution, they are the other way round.
 */
export function fansOf(shape: readonly number[]): { readonly in: number; readonly out: number } {
  const [first = 1] = shape;
  if (shape.length < 2) return { in: first, out: first };
  const field = elementsOf(shape.slice(0, -2));
  return { in: (shape.at(-2) ?? 1) * field, out: (shape.at(-1) ?? 1) * field };
}
