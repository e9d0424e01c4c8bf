/** Bytes [start, end) of a value in the text of a JSON file. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  readonly key: string;
  /** From the key's quote to the end of the value. */
  readonly start: number;
  readonly value: JsonSpan;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

/*
 * All of these take bytes that JSON.parse has accepted and the index at which a value starts. They
 * work on bytes, not on text: what is not UTF-8 in a string stays what it is, and 128 MB need no copy.
 */

/** The outermost value. */
export function rootSpan(bytes: Uint8Array): JsonSpan {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const start = skipSpace(bytes, isMarked ? 3 : 0);
  return { start, end: valueEnd(bytes, start) };
}

export function isObjectAt(bytes: Uint8Array, { start }: JsonSpan): boolean {
  return bytes[start] === OPEN_BRACE;
}

export function isArrayAt(bytes: Uint8Array, { start }: JsonSpan): boolean {
  return bytes[start] === OPEN_BRACKET;
}

/** Members of an object in order; of equal keys each. None where it is no object. */
export function* members(bytes: Uint8Array, span: JsonSpan): Generator<JsonMember> {
  if (!isObjectAt(bytes, span)) return;
  let at = skipSpace(bytes, span.start + 1);
  while (at < bytes.length && bytes[at] !== CLOSE_BRACE) {
    const start = at;
    const keyEnd = stringEnd(bytes, at);
    const valueStart = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
    const end = valueEnd(bytes, valueStart);
    const key = decodeString(bytes, { start, end: keyEnd });
    yield { key, start, value: { start: valueStart, end } };
    at = afterComma(bytes, end);
  }
}

/** The value that JSON.parse takes of several under one key: the last. */
export function member(bytes: Uint8Array, span: JsonSpan, key: string): JsonSpan | undefined {
  let found: JsonSpan | undefined;
  for (const candidate of members(bytes, span)) if (candidate.key === key) found = candidate.value;
  return found;
}

/** Items of an array in order. None where it is no array. */
export function* items(bytes: Uint8Array, span: JsonSpan): Generator<JsonSpan> {
  if (!isArrayAt(bytes, span)) return;
  let at = skipSpace(bytes, span.start + 1);
  while (at < bytes.length && bytes[at] !== CLOSE_BRACKET) {
    const end = valueEnd(bytes, at);
    yield { start: at, end };
    at = afterComma(bytes, end);
  }
}

/** The text of a string with its escapes resolved. */
export function decodeString(bytes: Uint8Array, { start, end }: JsonSpan): string {
  return JSON.parse(new TextDecoder().decode(bytes.subarray(start, end))) as string;
}

function afterComma(bytes: Uint8Array, end: number): number {
  const at = skipSpace(bytes, end);
  return bytes[at] === COMMA ? skipSpace(bytes, at + 1) : at;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function stringEnd(bytes: Uint8Array, quote: number): number {
  let at = quote + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** Not recursive: nesting may be as deep as the file is long. */
function valueEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = stringEnd(bytes, at);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    else if (depth === 0) return scalarEnd(bytes, at);
    at += 1;
  } while (depth > 0 && at < bytes.length);
  return at;
}

function scalarEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && !isSpace(bytes[at]) && !isCloser(bytes[at])) at += 1;
  return at;
}

function isCloser(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}
