import type { Json } from '../json';
import { isArray, isObject } from '../json';

/** Names of real models stay under 200 characters; a hostile one of 10 KB must not fill the screen. */
const MAX_SHOWN = 200;
const MAX_SHOWN_ITEMS = 8;

/**
 * A name or path from a model file as it may stand in a sentence: shortened, and with control
 * characters and marks that reorder text (U+202A…202E, U+2066…2069) spelled out.
 */
export function shownName(name: string): string {
  const short = name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name;
  return short.replace(
    /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text with names of files in it: control characters would speak to a terminal, others turn what stands around them. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** A value of a manifest for a sentence. Looks one level deep: JSON.stringify overflows on deep nests. */
export function shownValue(value: Json | undefined): string {
  if (!isArray(value)) return shownItem(value);
  const items = value.slice(0, MAX_SHOWN_ITEMS).map(shownItem);
  if (value.length > MAX_SHOWN_ITEMS) items.push('…');
  return `[${items.join(', ')}]`;
}

function shownItem(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `"${shownName(value)}"`;
  if (isArray(value)) return '[…]';
  return isObject(value) ? '{…}' : String(value);
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What to do about bytes that are not there. `ModelFiles` may end its own sentences with it. */
export const RESTORE = 'Restore the file and reload.';

/** A sentence of `ModelFiles`, to stand as a clause of another that ends with RESTORE itself. */
export function asClause(sentence: string): string {
  return sentence.replace(RESTORE, '').trim().replace(/\.$/, '');
}
