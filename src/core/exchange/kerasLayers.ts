import type { Model, ModelNode, Weight } from '../model/model';
import { roleRank, specInLayer, weightKeys } from '../model/roles';

/** What one call of `set_weights` sets. */
export interface KerasLayer {
  /** From the model down: names for `get_layer`; null is the layer inside a TimeDistributed. */
  readonly path: readonly (string | null)[];
  readonly node: ModelNode;
  /** All that the file has, in the order of Keras' `get_weights`. */
  readonly weights: readonly Weight[];
}

/**
 * The layers of a LayersModel on which Keras is given weights, in the order of the file. A nested model
 * is entered, as Keras 2 and 3 order its weights differently; a wrapper is one layer with the weights
 * of what it holds, forward before backward. Weights of no layer are in none.
 */
export function kerasLayers(model: Model): KerasLayer[] {
  if (model.format !== 'layers-model') return [];
  const { nodes } = model;
  const layers = new Map<
    number,
    { path: KerasLayer['path']; node: ModelNode; weights: Weight[] }
  >();
  const places: (ReturnType<typeof placeOf> | undefined)[] = [];
  for (const weight of model.weights) {
    const owner = nodes[weight.node];
    if (owner === undefined) continue;
    const { node, path } = (places[owner.index] ??= placeOf(nodes, owner));
    const layer = layers.get(node.index) ?? { path, node, weights: [] };
    layer.weights.push(weight);
    layers.set(node.index, layer);
  }
  return [...layers.values()]
    .sort((a, b) => a.node.index - b.node.index)
    .map((layer) => ({ ...layer, weights: inOrder(nodes, layer.weights) }));
}

/** The layer below models that holds a node's weights: the node itself, or the outermost wrapper around it. */
function placeOf(
  nodes: readonly ModelNode[],
  owner: ModelNode,
): { readonly node: ModelNode; readonly path: KerasLayer['path'] } {
  const chain: ModelNode[] = [];
  for (let at: ModelNode | undefined = owner; at !== undefined; at = nodes[at.parent])
    chain.push(at);
  chain.reverse();
  const path: (string | null)[] = [];
  for (const [i, node] of chain.entries()) {
    const within = chain[i - 1];
    path.push(within?.className === 'TimeDistributed' ? null : node.name);
    const next = chain[i + 1];
    if (next === undefined) break;
    const entered =
      node.kind === 'model' || (node.className === 'TimeDistributed' && next.kind === 'model');
    if (!entered) return { node, path };
  }
  return { node: owner, path };
}

function inOrder(nodes: readonly ModelNode[], weights: readonly Weight[]): Weight[] {
  const ranks = new Map<number, (role: string) => number>();
  const rankIn = (index: number): ((role: string) => number) => {
    const known = ranks.get(index) ?? rankOf(nodes[index]);
    ranks.set(index, known);
    return known;
  };
  return weights.toSorted((a, b) => {
    if (a.node !== b.node) return a.node - b.node;
    const rank = rankIn(a.node);
    return rank(a.role) - rank(b.role) || a.index - b.index;
  });
}

/** Places of roles in `layer.weights`: as the class has them, else by the role alone. */
function rankOf(node: ModelNode | undefined): (role: string) => number {
  const className = node?.className ?? '';
  const roles = weightKeys(className, node?.config).map((key) => specInLayer(className, key)?.role);
  return (role) => {
    const at = roles.indexOf(role);
    return at < 0 ? roles.length + roleRank(role) : at;
  };
}
