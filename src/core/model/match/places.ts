import { lastToken } from '../roles';
import type { Model, ModelNode, Weight } from '../model';
import { autoName, snakeCase, type AutoName } from './autoName';

/** What matching looks at. */
export type MatchedModel = Pick<Model, 'format' | 'nodes' | 'weights'>;

/** Real models nest a handful deep; a name of thousands of parts must not cost thousands of look-ups. */
const MAX_SUFFIXES = 8;

/** A weight as it can be found again in another model. */
export interface Place {
  readonly weight: Weight;
  /** Path of its layer and its role; null for a weight that lies in no layer. */
  readonly structural: string | null;
  /** Its name without what versions of Keras put around it. */
  readonly name: string;
  readonly auto: AutoName | undefined;
}

/** A layer that has weights of its own. */
export interface PlacedLayer {
  readonly node: ModelNode;
  /** Class in snake case; '' where neither class nor name tells it. */
  readonly kind: string;
  readonly weights: readonly Weight[];
}

/** All weights but the optimizer's, which mean nothing in another model. */
export function placesOf(model: MatchedModel): Place[] {
  const paths = new Map<number, string>();
  const places: Place[] = [];
  for (const weight of model.weights) {
    if (weight.variableGroup === 'optimizer') continue;
    const node = model.nodes[weight.node];
    const name = plainName(weight.name);
    places.push({
      weight,
      structural: node === undefined ? null : `${pathOf(model, node, paths)}\n${weight.role}`,
      name,
      auto: node && autoName(layerToken(node, name), node.className),
    });
  }
  return places;
}

/** In the order of the file. */
export function layersOf(model: MatchedModel): PlacedLayer[] {
  const byNode = new Map<number, Weight[]>();
  for (const weight of model.weights) {
    if (weight.variableGroup === 'optimizer' || model.nodes[weight.node] === undefined) continue;
    const known = byNode.get(weight.node);
    if (known === undefined) byNode.set(weight.node, [weight]);
    else known.push(weight);
  }
  return [...byNode]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, weights]) => {
      const node = model.nodes[index];
      return node === undefined ? [] : [{ node, kind: kindOf(node), weights }];
    });
}

/** `a/b/c`, `b/c`, `c/`…: the ends of a name at its slashes, the whole name left out. */
export function suffixesOf(name: string): string[] {
  const suffixes: string[] = [];
  let slash = name.indexOf('/');
  while (slash >= 0 && suffixes.length < MAX_SUFFIXES) {
    const rest = name.slice(slash + 1);
    // A role alone (`kernel`) is no name.
    if (!rest.includes('/')) break;
    suffixes.push(rest);
    slash = name.indexOf('/', slash + 1);
  }
  return suffixes;
}

/** A scope may be the cell inside the layer, which its weights' plain names leave out. */
function layerToken(node: ModelNode, plain: string): string {
  return lastToken(node.className === '' ? plain.slice(0, plain.lastIndexOf('/')) : node.name);
}

function kindOf({ name, className }: ModelNode): string {
  return className === '' ? (autoName(lastToken(name), '')?.kind ?? '') : snakeCase(className);
}

function pathOf(model: MatchedModel, node: ModelNode, known: Map<number, string>): string {
  const done = known.get(node.index);
  if (done !== undefined) return done;
  const above = model.nodes[node.parent];
  // The name of a scope or an op is its whole path already.
  const path =
    above === undefined || node.kind === 'scope' || node.kind === 'op'
      ? node.name
      : `${pathOf(model, above, known)}/${node.name}`;
  known.set(node.index, path);
  return path;
}

/** Without TensorFlow's `:0` and the cell between a recurrent layer and its weight (`lstm/lstm_cell/kernel`). */
function plainName(name: string): string {
  return name.replace(/:0$/, '').replace(/\/[a-z0-9_]*_cell(?:_\d{1,9})?\/(?=[^/]+$)/, '/');
}
