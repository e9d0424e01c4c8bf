import type { Json } from '../../json';
import { type JsonMember, type JsonSpan, members } from './jsonSpans';

/** New bytes in the place of [start, end). */
export interface Splice extends JsonSpan {
  readonly text: string;
}

/** The bytes in pieces, with those splices, which do not overlap. */
export function spliced(bytes: Uint8Array, splices: Iterable<Splice>): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of [...splices].sort((a, b) => a.start - b.start)) {
    pieces.push(bytes.subarray(at, start), asciiBytes(text));
    at = end;
  }
  pieces.push(bytes.subarray(at));
  return pieces;
}

/** The pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** All members of that key, each with the comma and the space that set it apart from the others. */
export function* removeMembers(
  bytes: Uint8Array,
  object: JsonSpan,
  key: string,
): Generator<Splice> {
  const all = [...members(bytes, object)];
  let kept: JsonMember | undefined;
  for (const [index, each] of all.entries()) {
    if (each.key !== key) {
      kept = each;
      continue;
    }
    const next = all[index + 1];
    // With one kept before, what follows it goes; else what comes before the next.
    const start = kept === undefined ? each.start : (all[index - 1]?.value.end ?? each.start);
    const end = kept === undefined ? (next?.start ?? each.value.end) : each.value.end;
    yield { start, end, text: '' };
  }
}

/** A member more, spaced as the first is. */
export function appendMember(
  bytes: Uint8Array,
  object: JsonSpan,
  key: string,
  value: Json,
): Splice {
  const all = [...members(bytes, object)];
  const text = `${asciiJson(key)}: ${asciiJson(value)}`;
  const [first, last] = [all[0], all.at(-1)];
  const at = last?.value.end ?? object.start + 1;
  if (first === undefined) return { start: at, end: at, text };
  const space = new TextDecoder().decode(bytes.subarray(object.start + 1, first.start));
  return { start: at, end: at, text: `,${space}${text}` };
}

/** JSON that is the same in every encoding. */
export function asciiJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
