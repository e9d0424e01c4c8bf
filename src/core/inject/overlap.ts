import type { Model, ModelNode, Weight } from '../model/model';
import { meaningDiffers } from '../model/match/unfit';
import type { MatchedModel } from '../model/match/places';

/** The part of two tensors that has the same meaning although one is longer along one axis. */
export interface Overlap {
  readonly axis: number;
  /** Of the axis, in the plural: 'tokens', 'classes'. */
  readonly what: 'tokens' | 'classes';
  /** Indices 0 … count - 1 of the axis are in both. */
  readonly count: number;
}

/**
 * Vocabulary rows of an embedding and classes of the last layer keep their meaning in a longer or
 * shorter list, if both lists begin alike, which only a person knows: hence it is offered and never
 * taken by itself. Hidden units have no such order: unit 3 of one training is not unit 3 of another.
 */
export function overlapOf(
  left: MatchedModel,
  a: Weight,
  right: MatchedModel,
  b: Weight,
): Overlap | null {
  const node = left.nodes[a.node];
  const other = right.nodes[b.node];
  if (node === undefined || meaningDiffers(node, a, other, b) !== undefined) return null;
  if (a.shape.length !== b.shape.length) return null;
  const differing = [...a.shape.keys()].filter((axis) => a.shape[axis] !== b.shape[axis]);
  const [axis] = differing;
  if (axis === undefined || differing.length > 1) return null;
  const count = Math.min(a.shape[axis] ?? 0, b.shape[axis] ?? 0);
  const name = a.axes[axis]?.name;
  if (count === 0) return null;
  if (name === 'token') return { axis, what: 'tokens', count };
  const isLast = axis === a.shape.length - 1 && name === 'unit' && node.className === 'Dense';
  return isLast && isOutput(left, node) ? { axis, what: 'classes', count } : null;
}

type Nodes = Pick<Model, 'nodes'>;

/** Which layers of the top level take what a layer gives, by its name. */
const consumers = new WeakMap<Nodes, ReadonlyMap<string, readonly ModelNode[]>>();

/** Whether what the layer gives leaves the model; a Softmax behind it leaves its units classes. */
function isOutput(model: Nodes, node: ModelNode): boolean {
  if (node.parent >= 0) return false;
  const taken = consumers.get(model) ?? findConsumers(model);
  consumers.set(model, taken);
  const takers = taken.get(node.name) ?? [];
  return takers.every((taker) => isActivation(taker) && !taken.has(taker.name));
}

function findConsumers({ nodes }: Nodes): ReadonlyMap<string, readonly ModelNode[]> {
  const taken = new Map<string, ModelNode[]>();
  for (const node of nodes) {
    if (node.parent >= 0) continue;
    for (const name of node.inputs) {
      const known = taken.get(name);
      if (known === undefined) taken.set(name, [node]);
      else known.push(node);
    }
  }
  return taken;
}

function isActivation({ className }: ModelNode): boolean {
  return className === 'Activation' || className === 'Softmax';
}
