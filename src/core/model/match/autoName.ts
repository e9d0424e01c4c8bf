import { LAYER_CLASSES } from '../roles';

/** A name that nobody chose: it says how many layers of the class were made before in that session. */
export interface AutoName {
  /** `conv2d`, `batch_normalization`. */
  readonly kind: string;
  readonly number: number;
}

/** Automatic names are short; a long one must not keep the pattern busy. */
const LONG_NAME = 100;

const KINDS: ReadonlySet<string> = new Set(LAYER_CLASSES.map(snakeCase));

/** As Keras (`to_snake_case`) and TensorFlow.js spell a class in a layer's name. */
export function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/**
 * What kind of layer the automatic name stands for: Keras' `dense`, `dense_4`, TensorFlow.js'
 * `dense_Dense4`. Undefined where a person named the layer.
 * @param className '' where the file tells no classes; the name itself then says the kind.
 */
export function autoName(name: string, className: string): AutoName | undefined {
  if (name.length > LONG_NAME) return undefined;
  const parts = /^(.+?)(?:_([A-Z]\w*?)?(\d{1,9}))?$/.exec(name);
  const [, stem = '', spelled, digits] = parts ?? [];
  if (spelled !== undefined && snakeCase(spelled) !== stem) return undefined;
  const fits = className === '' ? KINDS.has(stem) : snakeCase(className) === stem;
  return fits ? { kind: stem, number: Number(digits ?? 0) } : undefined;
}
