import { asArray, isArray, isObject, property, type Json, type JsonObject } from '../../json';

export interface ChildSpec {
  readonly json: Json;
  /** Given by the wrapper in place of the child's own name. */
  readonly rename?: (name: string) => string;
}

const MODEL_CLASSES = new Set(['Sequential', 'Functional', 'Model']);

/** The layers inside a model, or undefined if it is none. Keras 1 wrote a Sequential's config as the bare list. */
export function layersOf(className: string, config: Json | undefined): readonly Json[] | undefined {
  const layers = isArray(config) ? config : asArray(property(config, 'layers'));
  if (layers === undefined) return MODEL_CLASSES.has(className) ? [] : undefined;
  const named = MODEL_CLASSES.has(className) || layers.some(isLayer);
  return named ? layers : undefined;
}

/** What a wrapper or a recurrent layer holds inside. Found by the config's fields, so custom classes work too. */
export function wrappedBy(
  className: string,
  config: Json | undefined,
  insideBidirectional: boolean,
): readonly ChildSpec[] {
  const layer = property(config, 'layer');
  if (isLayer(layer)) {
    // A Bidirectional inside a Bidirectional is no Keras layer; doubling it again and again
    // would let a small file grow without bound.
    if (className !== 'Bidirectional' || insideBidirectional) return [{ json: layer }];
    const backward = property(config, 'backward_layer');
    return [
      { json: layer, rename: (name) => withPrefix('forward_', name) },
      {
        json: isLayer(backward) ? backward : layer,
        rename: (name) => withPrefix('backward_', name),
      },
    ];
  }
  // TensorFlow.js writes stacked cells twice: as `cells` and inside `cell`.
  const cell = property(config, 'cell');
  if (isLayer(cell)) return [{ json: cell }];
  const cells = asArray(property(config, 'cells')) ?? asArray(cell);
  return cells?.filter(isLayer).map((json) => ({ json })) ?? [];
}

function isLayer(json: Json | undefined): json is JsonObject {
  return isObject(json) && typeof property(json, 'class_name') === 'string';
}

function withPrefix(prefix: string, name: string): string {
  if (name.startsWith(prefix)) return name;
  return prefix + (name.startsWith('forward_') ? name.slice('forward_'.length) : name);
}
