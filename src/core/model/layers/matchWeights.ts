import { isKnownKey, lastToken, weightKeys } from '../roles';
import type { LayerDraft } from './layerDraft';
import type { LayerTree } from './readLayers';

/** A weight's layer and its name below it: `kernel`, `query/kernel`. */
export interface Placement {
  layer: LayerDraft;
  key: string;
}

/** Layer names may hold slashes, but no real one holds so many; a name of 10 KB must not cost 10 K look-ups. */
const MAX_TOKENS = 64;
/** Longer than real names by far; of such a one only the shortest way to its layer is tried. */
const LONG_NAME = 1000;
/** Wrapped layers and cells among which a position is counted; real stacks have a handful. */
const MAX_INNER = 100;
/** `sequential/dense/kernel`, `model/layers/dense/vars/0`: what may stand before the layer's name. */
const MAX_SKIPPED = 3;

/** First parts of the names under which optimizers save their slots, where the manifest has no `group`. */
const OPTIMIZERS = new Set(
  'adam adamw adamax nadam sgd rmsprop adagrad adadelta ftrl momentum lion training optimizer optimizer_weights'.split(
    ' ',
  ),
);

/**
 * Finds a weight's layer by name, in the spellings of TensorFlow.js (`dense/kernel`, flat for nested
 * models), Keras 2 (`lstm/lstm_cell/kernel:0`, nested models flat or as prefix) and Keras 3
 * (`sequential/dense/kernel`, `layers/dense/vars/0`). A few look-ups a weight, whatever the number of layers.
 * What is returned holds until the next call: one object a weight would be garbage at once.
 */
export function weightMatcher(
  tree: LayerTree,
): (name: string) => Readonly<Placement> | 'optimizer' | undefined {
  const { root, layers } = tree;
  const distinct = root.byName.size === root.children.length;
  let nested: ReadonlyMap<string, LayerDraft> | undefined;
  let last: LayerDraft | undefined;
  const direct: Placement = { layer: root, key: '' };

  const search = (name: string): Placement | 'optimizer' | undefined => {
    let rest = name;
    const skips = name.length > LONG_NAME ? 0 : MAX_SKIPPED;
    for (let skipped = 0; skipped <= skips; skipped++) {
      const found =
        longestPrefix(root.byName, rest) ?? longestPrefix((nested ??= nestedLayers(tree)), rest);
      if (found !== undefined) {
        const plain = found.layer.children.length === 0 && found.layer.above === root;
        last = plain && skipped === 0 ? found.layer : undefined;
        return descend(found.layer, found.rest);
      }
      if (skipped === 0 && isOptimizer(name)) return 'optimizer';
      const slash = rest.indexOf('/');
      if (slash < 0) return undefined;
      rest = rest.slice(slash + 1);
    }
    return undefined;
  };

  return (spelled) => {
    const name = withoutOutput(spelled);
    if (last === undefined) return search(name);
    // The weights of a layer mostly stand together, and the layers in their order: a look at two
    // layers spares most searches.
    if (!standsIn(name, last.name)) {
      const next = layers[last.index + 1];
      const plain = distinct && next?.children.length === 0 && next.above === root;
      if (!plain || !standsIn(name, next.name)) return search(name);
      last = next;
    }
    const key = name.slice(last.name.length + 1);
    if (isDigit(key.charCodeAt(key.length - 1))) return descend(last, key);
    direct.layer = last;
    direct.key = key;
    return direct;
  };
}

/** Whether a name is that of a layer and one part more. */
function standsIn(name: string, layer: string): boolean {
  const { length } = layer;
  return name[length] === '/' && name.startsWith(layer) && !name.includes('/', length + 1);
}

/** The first layer of each name inside nested models. */
function nestedLayers({ root, layers }: LayerTree): Map<string, LayerDraft> {
  const nested = new Map<string, LayerDraft>();
  for (const layer of layers) {
    const { above } = layer;
    if (above === undefined || above === root || !above.isModel) continue;
    if (!nested.has(layer.name)) nested.set(layer.name, layer);
  }
  return nested;
}

/** TensorFlow's variables end with the number of the output: `dense/kernel:0`. */
function withoutOutput(name: string): string {
  const { length } = name;
  return name[length - 1] === '0' && name[length - 2] === ':' ? name.slice(0, -2) : name;
}

function isOptimizer(name: string): boolean {
  const slash = name.indexOf('/');
  return slash > 0 && OPTIMIZERS.has(name.slice(0, slash).toLowerCase());
}

function longestPrefix(
  layers: ReadonlyMap<string, LayerDraft>,
  name: string,
): { readonly layer: LayerDraft; readonly rest: string } | undefined {
  if (layers.size === 0) return undefined;
  let cut = name.lastIndexOf('/');
  const limit = name.length > LONG_NAME ? 2 : MAX_TOKENS;
  for (let tries = 0; cut > 0 && tries < limit; tries++) {
    const layer = layers.get(name.slice(0, cut));
    if (layer !== undefined) return { layer, rest: name.slice(cut + 1) };
    cut = name.lastIndexOf('/', cut - 1);
  }
  return undefined;
}

/** From the layer that the name begins with to the one inside it that owns the weight. */
function descend(start: LayerDraft, key: string): Placement {
  let layer = start;
  let rest = key;
  while (layer.children.length > 0) {
    const named = longestPrefix(layer.byName, rest);
    if (named !== undefined) {
      layer = named.layer;
      rest = named.rest;
      continue;
    }
    if (layer.isModel || isKnownKey(layer.className, rest)) break;
    const index = indexOf(rest);
    if (index !== undefined) return byIndex(layer, index, rest);
    const inner = innerByToken(layer, rest);
    if (inner === undefined) break;
    layer = inner;
  }
  const index = indexOf(rest);
  return index === undefined ? { layer, key: rest } : byIndex(layer, index, rest);
}

/**
 * A wrapper's weights are those of what it wraps, under its own name (`td/kernel`); of two or more,
 * the name's first part says which: `forward_…`, `backward_…`, `RNNCell_0`.
 */
function innerByToken(layer: LayerDraft, rest: string): LayerDraft | undefined {
  const [first, second] = layer.children;
  if (layer.children.length === 1) return first;
  if (rest.startsWith('forward_')) return first;
  if (rest.startsWith('backward_')) return second;
  const cell = /^(?:RNNCell|cell)_(\d{1,4})\//.exec(rest)?.[1];
  return cell === undefined ? undefined : layer.children[Number(cell)];
}

/** Keras 3 files name weights by their position in the layer: `dense/0`, `dense/vars/1`. */
function indexOf(rest: string): number | undefined {
  if (!isDigit(rest.charCodeAt(rest.length - 1))) return undefined;
  const last = lastToken(rest);
  return /^\d{1,4}$/.test(last) ? Number(last) : undefined;
}

/** Spares the regular expression for nearly every name. */
function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function byIndex(start: LayerDraft, index: number, rest: string): Placement {
  let left = index;
  const stack = [start];
  for (let steps = 0; steps < MAX_INNER; steps++) {
    const layer = stack.pop();
    if (layer === undefined) break;
    const keys = weightKeys(layer.className, layer.config);
    const key = keys[left];
    if (key !== undefined) return { layer, key };
    left -= keys.length;
    if (!layer.isModel) stack.push(...layer.children.slice(0, MAX_INNER).reverse());
  }
  return { layer: start, key: rest };
}
