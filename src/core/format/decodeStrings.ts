/** A u32 little-endian byte length stands before each string (tfjs-core `NUM_BYTES_STRING_LENGTH`). */
export const STRING_PREFIX_BYTES = 4;

export function prefixAt(bytes: Uint8Array, offset: number): number {
  let prefix = 0;
  for (let i = STRING_PREFIX_BYTES - 1; i >= 0; i--) {
    prefix = prefix * 256 + (bytes[offset + i] ?? 0);
  }
  return prefix;
}

/** `count` strings that follow each other from the start of `bytes`; bytes that are no UTF-8 become U+FFFD. */
export function decodeStrings(bytes: Uint8Array, count: number): string[] {
  // A byte order mark is part of the value.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const strings: string[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const start = at + STRING_PREFIX_BYTES;
    const end = start <= bytes.length ? start + prefixAt(bytes, at) : Infinity;
    if (end > bytes.length) throw new RangeError(`string ${i} of ${count} ends beyond its bytes`);
    strings.push(decoder.decode(bytes.subarray(start, end)));
    at = end;
  }
  return strings;
}
