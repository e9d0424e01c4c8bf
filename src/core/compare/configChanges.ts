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

/** Not recursive: a file may nest at will. */
function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  const pairs: (readonly [Json | undefined, Json | undefined])[] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [x, y] = pair;
    if (isArray(x) && isArray(y)) {
      if (x.length !== y.length) return false;
      for (const [i, item] of x.entries()) pairs.push([item, y[i]]);
    } else if (isObject(x) && isObject(y)) {
      const keys = Object.keys(x);
      if (keys.length !== Object.keys(y).length) return false;
      for (const key of keys) pairs.push([own(x, key), own(y, key)]);
    } else if (x !== y) return false;
  }
  return true;
}

function textOf(value: Json | undefined): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(cutBelow(value, MAX_TEXT));
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** Each level takes a character at least: what is left out would not be shown. JSON.stringify overflows on it. */
function cutBelow(value: Json, levels: number): Json {
  if (levels === 0) return null;
  if (isArray(value)) return value.map((item) => cutBelow(item, levels - 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item = null]) => [key, cutBelow(item, levels - 1)]),
  );
}
