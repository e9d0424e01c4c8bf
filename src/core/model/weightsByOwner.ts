import type { Model } from './model';
import { roleRank } from './roles';

/** Where weights without a layer stand, after all layers. */
export const GROUPS = ['Optimizer', 'Weights in no layer'] as const;

/** Weights by what holds them. */
export interface WeightsByOwner {
  /** Indices of all weights, owner after owner. */
  readonly sorted: Uint32Array;
  /** Those of an owner stand from `starts[owner]` to `starts[owner + 1]`. Owners: the nodes, then `GROUPS`. */
  readonly starts: Uint32Array;
}

/** A counting sort, stable in the order of the manifest; a layer's own weights are then put in its order. */
export function weightsByOwner({ nodes, weights }: Model): WeightsByOwner {
  const owners = new Uint32Array(weights.length);
  const starts = new Uint32Array(nodes.length + GROUPS.length + 1);
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i];
    let owner = weight?.node ?? -1;
    if (owner < 0) owner = nodes.length + (weight?.variableGroup === 'optimizer' ? 0 : 1);
    owners[i] = owner;
    starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
  }
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);

  const sorted = new Uint32Array(weights.length);
  const at = starts.slice();
  for (let i = 0; i < weights.length; i++) {
    const owner = owners[i] ?? 0;
    const place = at[owner] ?? 0;
    sorted[place] = i;
    at[owner] = place + 1;
  }
  const rank = (index: number): number => roleRank(weights[index]?.role ?? '');
  for (let node = 0; node < nodes.length; node++) {
    const start = starts[node] ?? 0;
    const end = starts[node + 1] ?? 0;
    let before = -1;
    for (let i = start; i < end; i++) {
      const here = rank(sorted[i] ?? 0);
      if (here < before) {
        sorted.subarray(start, end).sort((a, b) => rank(a) - rank(b) || a - b);
        break;
      }
      before = here;
    }
  }
  return { sorted, starts };
}
