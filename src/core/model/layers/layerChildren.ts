import { asArray, asObject, isArray, isObject, type Json, type JsonObject } from '../../json';

/** What stands inside a layer, as the file spells it. */
export interface Children {
  readonly layers: readonly Json[];
  /** Given by the wrapper in place of the child's own name, by the child's position. */
  readonly rename?: readonly ((name: string) => string)[];
}

const MODEL_CLASSES = new Set(['Sequential', 'Functional', 'Model']);
const BOTH_WAYS = [
  (name: string) => withPrefix('forward_', name),
  (name: string) => withPrefix('backward_', name),
];

/** The layers inside a model, or undefined if it is none. Keras 1 wrote a Sequential's config as the bare list. */
export function layersOf(className: string, config: Json | undefined): readonly Json[] | undefined {
  const layers = isArray(config) ? config : asArray(asObject(config)?.layers);
  if (layers === undefined) return MODEL_CLASSES.has(className) ? [] : undefined;
  return MODEL_CLASSES.has(className) || layers.some(isLayer) ? layers : undefined;
}

/**
 * The layers of a model, or what a wrapper or a recurrent layer holds; undefined for any other layer.
 * Found by the config's fields, not by class, so custom classes work too.
 */
export function childrenIn(
  className: string,
  config: Json | undefined,
  insideBidirectional: boolean,
): Children | undefined {
  if (isObject(config) && isLeaf(className, config)) return undefined;
  const layers = layersOf(className, config);
  if (layers !== undefined) return { layers };
  if (!isObject(config)) return undefined;
  const { layer, cell } = config;
  if (isLayer(layer)) {
    // A Bidirectional inside a Bidirectional is no Keras layer; doubling it again and again
    // would let a small file grow without bound.
    if (className !== 'Bidirectional' || insideBidirectional) return { layers: [layer] };
    const backward = config.backward_layer;
    return { layers: [layer, isLayer(backward) ? backward : layer], rename: BOTH_WAYS };
  }
  // TensorFlow.js writes stacked cells twice: as `cells` and inside `cell`.
  if (isLayer(cell)) return { layers: [cell] };
  const cells = asArray(config.cells) ?? asArray(cell);
  return cells?.some(isLayer) ? { layers: cells } : undefined;
}

/**
 * Told at a glance for nearly every layer. Fields are read directly, as nothing but the file itself
 * can give an object a field of these names.
 */
function isLeaf(className: string, config: JsonObject): boolean {
  return (
    config.layer === undefined &&
    config.layers === undefined &&
    config.cell === undefined &&
    config.cells === undefined &&
    !MODEL_CLASSES.has(className)
  );
}

function isLayer(json: Json | undefined): json is JsonObject {
  return isObject(json) && typeof json.class_name === 'string';
}

function withPrefix(prefix: string, name: string): string {
  if (name.startsWith(prefix)) return name;
  return prefix + (name.startsWith('forward_') ? name.slice('forward_'.length) : name);
}
