import type { ModelMatch, WeightMatch } from '../model/match/modelMatch';
import type { Model, ModelNode, Weight } from '../model/model';
import { weightShapeText } from '../model/rowText';
import { configChanges, type ConfigChange } from './configChanges';
import { movedPairs } from './movedPairs';

/** A difference of two models that is not one of values. */
export type StructureChange =
  | {
      readonly kind: 'onlyA' | 'onlyB';
      readonly weight: number;
      readonly name: string;
      readonly shape: string;
      readonly reason: string;
    }
  | { readonly kind: 'unfit'; readonly a: string; readonly b: string; readonly reason: string }
  | { readonly kind: 'renamed' | 'moved'; readonly a: string; readonly b: string }
  | {
      readonly kind: 'config';
      readonly a: string;
      readonly b: string;
      readonly className: string;
      readonly changes: readonly ConfigChange[];
    };

type Compared = Pick<Model, 'nodes' | 'weights'>;

/** Added, removed and reshaped weights, layers that were renamed, moved or set otherwise, in that order. */
export function structureChanges(a: Compared, b: Compared, match: ModelMatch): StructureChange[] {
  const nameOf = ({ weights }: Compared, weight: number): string => weights[weight]?.name ?? '';
  const only = (
    model: Compared,
    kind: 'onlyA' | 'onlyB',
    list: ModelMatch['onlyLeft'],
  ): StructureChange[] =>
    list.map(({ weight, reason }) => ({
      ...{ kind, weight, reason },
      name: nameOf(model, weight),
      shape: shapeOf(model.weights[weight]),
    }));
  const layers = layerPairs(a, b, match);
  return [
    ...only(a, 'onlyA', match.onlyLeft),
    ...only(b, 'onlyB', match.onlyRight),
    ...match.conflicts.map(({ left, right, reason }) => ({
      kind: 'unfit' as const,
      a: nameOf(a, left),
      b: nameOf(b, right),
      reason,
    })),
    ...layers
      .filter(([x, y]) => x.name !== y.name)
      .map(([x, y]) => ({ kind: 'renamed' as const, a: x.name, b: y.name })),
    ...movedPairs(layers.map(([x, y]) => [x.index, y.index])).flatMap((at) => {
      const pair = layers[at];
      return pair === undefined
        ? []
        : [{ kind: 'moved' as const, a: pair[0].name, b: pair[1].name }];
    }),
    ...layers.flatMap(([x, y]) => configChange(x, y)),
  ];
}

/** Layers that share a matched weight, or without matched weights a name and a class. */
function layerPairs(
  a: Compared,
  b: Compared,
  { matches, conflicts }: ModelMatch,
): (readonly [ModelNode, ModelNode])[] {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const isByHand = ({ by }: WeightMatch): boolean => by === 'hand';
  // A single tensor that a person paired elsewhere does not tell which layer is which.
  const found = [...matches.filter((one) => !isByHand(one)), ...conflicts];
  for (const { left, right } of [...found, ...matches.filter(isByHand)]) {
    const [x, y] = [a.weights[left]?.node ?? -1, b.weights[right]?.node ?? -1];
    if (x < 0 || y < 0 || pairs.has(x) || taken.has(y)) continue;
    pairs.set(x, y);
    taken.add(y);
  }
  const byName = new Map(
    b.nodes.filter(({ index }) => !taken.has(index)).map((n) => [keyOf(n), n]),
  );
  for (const node of a.nodes) {
    const other = pairs.has(node.index) ? undefined : byName.get(keyOf(node));
    if (other !== undefined) pairs.set(node.index, other.index);
  }
  return [...pairs]
    .sort(([x], [y]) => x - y)
    .flatMap(([x, y]) => {
      const [left, right] = [a.nodes[x], b.nodes[y]];
      return left === undefined || right === undefined ? [] : [[left, right] as const];
    });
}

function keyOf({ name, className }: ModelNode): string {
  return `${className}\n${name}`;
}

function configChange(x: ModelNode, y: ModelNode): StructureChange[] {
  if (x.config === undefined || y.config === undefined) return [];
  const changes = configChanges(x.config, y.config);
  if (x.className !== y.className)
    changes.unshift({ field: 'class_name', a: x.className, b: y.className });
  if (changes.length === 0) return [];
  return [{ kind: 'config', a: x.name, b: y.name, className: x.className, changes }];
}

function shapeOf(weight: Weight | undefined): string {
  return weight === undefined ? '' : weightShapeText(weight);
}
