import { isArray, isObject, type Json, type JsonObject } from '../json';

/** One setting of a layer that differs. */
export interface ConfigChange {
  /** `units`, `kernel_initializer.config.seed`. */
  readonly field: string;
  /** As JSON, cut where it is long; null where the config does not say. */
  readonly a: string | null;
  readonly b: string | null;
}

/** What a layer is called is no setting of it. */
const NO_SETTINGS = new Set(['name']);

/** Configs are a handful of levels deep; nested models are layers of their own. */
const MAX_DEPTH = 4;
const NESTED = new Set(['layers', 'input_layers', 'output_layers']);

/** Longer values are told apart in the file. */
const MAX_TEXT = 120;

/** The settings in which two configs differ, in the order of A's, then those that only B has. */
export function configChanges(a: JsonObject, b: JsonObject): ConfigChange[] {
  const changes: ConfigChange[] = [];
  collect(a, b, '', 1, changes);
  return changes;
}

function collect(
  a: JsonObject,
  b: JsonObject,
  above: string,
  depth: number,
  changes: ConfigChange[],
): void {
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (depth === 1 && (NO_SETTINGS.has(key) || NESTED.has(key))) continue;
    const [x, y] = [own(a, key), own(b, key)];
    const field = above + key;
    if (isObject(x) && isObject(y) && depth < MAX_DEPTH)
      collect(x, y, `${field}.`, depth + 1, changes);
    else if (!sameJson(x, y)) changes.push({ field, a: textOf(x), b: textOf(y) });
  }
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (isArray(a) && isArray(b))
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => sameJson(own(a, key), own(b, key)))
    );
  }
  return a === b;
}

function textOf(value: Json | undefined): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
