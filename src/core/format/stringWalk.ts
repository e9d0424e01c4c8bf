import { prefixAt, STRING_PREFIX_BYTES } from './decodeStrings';

/** The largest string tensors seen are vocabularies of a few hundred KB; offsets of all elements are kept. */
export const MAX_STRING_TENSOR_BYTES = 64 * 1024 * 1024;
const STEP_BYTES = 64 * 1024;

/** Where the strings of one tensor begin and end, as far as its bytes are there. */
export interface StringOffsets {
  /** Of each string found, from the tensor's start, and the end of the last: one more than strings. */
  readonly offsets: Uint32Array;
  /** Strings found whole. */
  readonly found: number;
  /** Why not all were found. */
  readonly stop: 'bytes end' | 'too long' | undefined;
}

/**
 * Follows the length prefixes of `count` strings in steps, not one read a string. Never looks beyond
 * the bytes that are there, whatever count and lengths the file claims.
 * @param available bytes from the tensor's start that can be read
 * @param read bytes from `start`: those of a prefix at least, up to `end` or beyond if they are at hand
 */
export async function walkStrings(
  count: number,
  available: number,
  read: (start: number, end: number) => Promise<Uint8Array>,
): Promise<StringOffsets> {
  const limit = Math.min(available, MAX_STRING_TENSOR_BYTES);
  const most = Math.min(count, Math.floor(limit / STRING_PREFIX_BYTES));
  let offsets = new Uint32Array(Math.min(most, 1023) + 1);
  let bytes: Uint8Array = new Uint8Array(0);
  let bytesStart = 0;
  let found = 0;
  let at = 0;
  while (found < count) {
    const afterPrefix = at + STRING_PREFIX_BYTES;
    if (afterPrefix > limit) break;
    if (afterPrefix > bytesStart + bytes.length) {
      bytesStart = at;
      bytes = await read(at, Math.min(limit, at + STEP_BYTES));
    }
    const end = afterPrefix + prefixAt(bytes, at - bytesStart);
    if (end > limit) break;
    found += 1;
    if (found === offsets.length) offsets = grown(offsets, most + 1);
    offsets[found] = end;
    at = end;
  }
  const cut = available > limit ? 'too long' : 'bytes end';
  return { offsets: offsets.slice(0, found + 1), found, stop: found < count ? cut : undefined };
}

function grown(offsets: Uint32Array, most: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.min(most, offsets.length * 2));
  larger.set(offsets);
  return larger;
}
