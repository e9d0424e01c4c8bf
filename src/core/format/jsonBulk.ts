/** Below that even a text of brackets alone is parsed in a second or two; real files hardly get so large. */
const LOOKED_AT_FROM = 8 * 1024 * 1024;

/**
 * A model of 20,000 weights holds 350,000. JSON.parse itself goes on for minutes, and takes
 * gigabytes, where a text of the largest size is nothing but brackets and commas.
 */
export const MAX_JSON_VALUES = 8_000_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST = 0x5b;
const BACKSLASH = 0x5c;
const OBJECT = 0x7b;

/** Whether a text holds more values than can be opened. Looks at it only where it is large. */
export function holdsTooManyValues(text: string): boolean {
  if (text.length < LOOKED_AT_FROM) return false;
  let values = 1;
  for (let i = 0; i < text.length && values <= MAX_JSON_VALUES; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = stringEnd(text, i);
    else if (code === COMMA || code === LIST || code === OBJECT) values++;
  }
  return values > MAX_JSON_VALUES;
}

function stringEnd(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i++;
  }
  return i;
}
