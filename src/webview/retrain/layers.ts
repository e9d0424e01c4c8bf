import type { Model } from '../../core/model/model';
import type { LoadedModel } from '../../protocol/engine';
import { elementsOf } from '../../core/model/strides';

/** A layer, or a model within the model, that has weights to train. */
export interface TrainableLayer {
  /** Index of `Model.nodes`. */
  readonly node: number;
  readonly parent: number;
  /** Names from the top down to it, which stay when the file is changed elsewhere. */
  readonly path: string;
  readonly name: string;
  readonly className: string;
  /** 0 for layers of the model itself. */
  readonly depth: number;
  /** Values that gradients can train, of all below. */
  readonly parameters: number;
  /** The file says that it is not to be trained. */
  readonly frozenInFile: boolean;
}

/** In the order of the model, each after what it lies in. What a wrapper holds is frozen with it, and not listed. */
export function trainableLayers(
  { nodes, weights }: Model,
  loaded: LoadedModel,
): readonly TrainableLayer[] {
  const parameters = new Map<number, number>();
  const thawed = new Set<number>();
  for (const { weight, shape, trainable, frozen } of loaded.weights) {
    if (!trainable) continue;
    const size = elementsOf(shape);
    for (let at = weights[weight]?.node ?? -1; at >= 0; at = nodes[at]?.parent ?? -1) {
      parameters.set(at, (parameters.get(at) ?? 0) + size);
      if (!frozen) thawed.add(at);
    }
  }
  const layers = new Map<number, TrainableLayer>();
  for (const { index, parent, name, className } of nodes) {
    const size = parameters.get(index);
    const above = layers.get(parent);
    if (size === undefined || (parent >= 0 && nodes[parent]?.kind !== 'model')) continue;
    layers.set(index, {
      node: index,
      parent,
      path: above === undefined ? name : `${above.path}/${name}`,
      name,
      className,
      depth: above === undefined ? 0 : above.depth + 1,
      parameters: size,
      frozenInFile: !thawed.has(index),
    });
  }
  return [...layers.values()];
}

export type FreezeStates = ReadonlyMap<string, 'trained' | 'frozen' | 'partly'>;

/** Whether each layer is trained, not at all, or in part, by its path. */
export function freezeState(
  layers: readonly TrainableLayer[],
  frozen: ReadonlySet<string>,
): FreezeStates {
  const byNode = new Map(layers.map((layer) => [layer.node, layer]));
  const still = new Set<string>();
  for (const { path, parent } of layers)
    if (frozen.has(path) || still.has(byNode.get(parent)?.path ?? '')) still.add(path);
  const states = new Map<string, 'trained' | 'frozen' | 'partly'>();
  // From the last to the first: what lies within comes before what it lies in.
  for (const { path, node } of [...layers].reverse()) {
    const within = layers.filter((layer) => layer.parent === node);
    const inner = within.map((layer) => states.get(layer.path));
    states.set(
      path,
      still.has(path) || (inner.length > 0 && inner.every((state) => state === 'frozen'))
        ? 'frozen'
        : inner.some((state) => state !== 'trained')
          ? 'partly'
          : 'trained',
    );
  }
  return states;
}

/** The frozen layers after one was frozen or thawed, with all that lies within it. */
export function withFrozen(
  layers: readonly TrainableLayer[],
  states: FreezeStates,
  layer: TrainableLayer,
  freeze: boolean,
): readonly string[] {
  // Only those without layers within are named: what is around them then follows.
  const inner = (path: string): boolean => path === layer.path || path.startsWith(`${layer.path}/`);
  return layers
    .filter(({ node }) => !layers.some(({ parent }) => parent === node))
    .filter(({ path }) => (inner(path) ? freeze : states.get(path) === 'frozen'))
    .map(({ path }) => path);
}
