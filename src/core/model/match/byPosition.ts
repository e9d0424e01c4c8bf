import type { Weight } from '../model';
import type { Paired } from './byName';
import type { PlacedLayer } from './places';

interface Stretch {
  readonly left: PlacedLayer[];
  readonly right: PlacedLayer[];
}

/** Why weights of each side could not be paired, by index. */
export interface Reasons {
  readonly left: ReadonlyMap<number, string>;
  readonly right: ReadonlyMap<number, string>;
}

/**
 * Pairs layers of which no weight is paired yet. They are taken in stretches between layers that are;
 * a stretch is paired layer by layer where the classes that both models have in it come in the same
 * order, and left alone where they do not: which layer is which is then for a person to say.
 */
export function matchByPosition(
  lefts: readonly PlacedLayer[],
  rights: readonly PlacedLayer[],
  pair: (left: Weight, right: Weight) => void,
  paired: Paired,
): Reasons {
  const left = new Map<number, string>();
  const right = new Map<number, string>();
  for (const stretch of stretches(lefts, rights, paired)) {
    const kinds = new Set(stretch.left.map(({ kind }) => kind));
    const common = new Set(stretch.right.map(({ kind }) => kind).filter((kind) => kinds.has(kind)));
    common.delete('');
    const a = stretch.left.filter(({ kind }) => common.has(kind));
    const b = stretch.right.filter(({ kind }) => common.has(kind));
    if (a.map(({ kind }) => kind).join() === b.map(({ kind }) => kind).join()) {
      a.forEach((layer, i) => pairLayers(layer, b[i], pair));
      continue;
    }
    const here = countByKind(a);
    const there = countByKind(b);
    explain(a, here, there, left);
    explain(b, there, here, right);
  }
  return { left, right };
}

/** Weights of a role that the layer has once. */
function pairLayers(
  layer: PlacedLayer,
  other: PlacedLayer | undefined,
  pair: (left: Weight, right: Weight) => void,
): void {
  for (const weight of layer.weights) {
    const same = (of: Weight): boolean => of.role === weight.role;
    const [partner, second] = other?.weights.filter(same) ?? [];
    if (partner === undefined || second !== undefined) continue;
    if (layer.weights.filter(same).length === 1) pair(weight, partner);
  }
}

/** Layers without a partner, by the paired layers that stand before and after them. */
function stretches(
  lefts: readonly PlacedLayer[],
  rights: readonly PlacedLayer[],
  { rightOf, leftOf }: Paired,
): Stretch[] {
  const layerOf = new Map<number, number>();
  for (const { node, weights } of lefts)
    for (const { index } of weights) layerOf.set(index, node.index);
  const byKey = new Map<string, Stretch>();
  const collect = (
    layers: readonly PlacedLayer[],
    anchorOf: (weight: Weight) => number | undefined,
    side: 'left' | 'right',
  ): void => {
    let before = -1;
    let open: PlacedLayer[] = [];
    const close = (after: number): void => {
      if (open.length > 0) {
        const key = `${before} ${after}`;
        const stretch = byKey.get(key) ?? { left: [], right: [] };
        stretch[side].push(...open);
        byKey.set(key, stretch);
      }
      open = [];
      before = after;
    };
    for (const layer of layers) {
      const anchor = layer.weights.map(anchorOf).find((found) => found !== undefined);
      if (anchor === undefined) open.push(layer);
      else close(anchor);
    }
    close(-1);
  };
  collect(lefts, ({ index }) => (rightOf.has(index) ? layerOf.get(index) : undefined), 'left');
  collect(rights, ({ index }) => layerOf.get(leftOf.get(index) ?? -1), 'right');
  return [...byKey.values()];
}

function countByKind(layers: readonly PlacedLayer[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of layers) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function explain(
  layers: readonly PlacedLayer[],
  own: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number>,
  reasons: Map<number, string>,
): void {
  for (const { node, kind, weights } of layers) {
    const name = node.className || kind;
    const [here, there] = [own.get(kind) ?? 0, others.get(kind) ?? 0];
    const reason =
      here === there
        ? `Ambiguous: the layers around this ${name} come in another order in the other model.`
        : `Ambiguous: there ${here === 1 ? 'is one' : `are ${here}`} ${name} in this place and ${there === 1 ? 'one' : there} in the other model.`;
    for (const { index } of weights) reasons.set(index, reason);
  }
}
