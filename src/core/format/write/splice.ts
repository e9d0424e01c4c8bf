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
