import { bitsOf, type Numbers } from '../format/valueKind';
import { stridesOf } from '../model/strides';
import type { Lanes } from './lanes';
import type { TensorLanes } from './unitPlan';

/** For each group the unit that comes to each place. */
export type Permutations = readonly Uint32Array[];

export function identity(units: number): Uint32Array {
  return Uint32Array.from({ length: units }, (_, i) => i);
}

export function movedUnits(permutation: Uint32Array): number {
  return permutation.reduce((moved, from, to) => moved + (from === to ? 0 : 1), 0);
}

/** For each index of an axis of this size the one whose values come there. */
export function sourceIndices(size: number, lanes: Lanes, permutations: Permutations): Uint32Array {
  const sources = identity(size);
  for (const { group, start, stride } of lanes)
    permutations[group]?.forEach((from, to) => {
      sources[start + to * stride] = start + from * stride;
    });
  return sources;
}

/**
 * Reorders the units of a tensor: bits are moved and never computed with.
 * @returns for all of its values those at the indices [from, to) of the first axis, as they are afterwards.
 */
export function mover(
  { weight: { shape }, axes }: TensorLanes,
  permutations: Permutations,
): <Values extends Numbers>(values: Values, from: number, to: number) => Values {
  const strides = stridesOf(shape);
  const sources = shape.map((size, axis) => sourceIndices(size, axes[axis] ?? [], permutations));
  // Axes behind the last that moves are copied as they lie.
  const last = axes.findLastIndex((lanes) => lanes.length > 0);
  const run = strides[last] ?? 1;
  return (values, from, to) => {
    const rows = strides[0] ?? 1;
    const moved = values.slice(from * rows, to * rows) as typeof values;
    const [source, target] = [bitsOf(values), bitsOf(moved)] as [Uint32Array, Uint32Array];
    const fill = (axis: number, at: number, into: number, first: number, end: number): void => {
      const stride = strides[axis] ?? 1;
      const indices = sources[axis] ?? [];
      for (let i = first; i < end; i++) {
        const here = at + (indices[i] ?? 0) * stride;
        const there = into + (i - first) * stride;
        if (axis < last) fill(axis + 1, here, there, 0, shape[axis + 1] ?? 0);
        else if (run === 1) target[there] = source[here] ?? 0;
        else target.set(source.subarray(here, here + run), there);
      }
    };
    if (last >= 0) fill(0, 0, 0, from, to);
    return moved;
  };
}

/** A whole tensor with its units reordered. */
export function permuted<Values extends Numbers>(
  values: Values,
  tensor: TensorLanes,
  permutations: Permutations,
): Values {
  return mover(tensor, permutations)(values, 0, tensor.weight.shape[0] ?? 0);
}
