/** Where a text stops being JSON. */
export interface JsonBreak {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The character that cannot stand there, '' at the end of the text. */
  readonly found: string;
}

const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'next';

/**
 * The first place where `text` breaks the grammar of JSON, undefined if it does not. Engines word
 * the errors of JSON.parse differently and Node 20 often leaves the position out, hence this second
 * pass, only after a failure. Not recursive: nesting may be as deep as the text is long.
 */
export function findJsonError(text: string): JsonBreak | undefined {
  const open: string[] = [];
  let at = 0;
  let expected: Expected = 'value';
  for (;;) {
    at = skip(SPACE, text, at);
    const found = text.charAt(at);
    if (expected === 'next' && open.length === 0) {
      return found === '' ? undefined : place(text, at);
    }
    if (expected === 'next') {
      const inside = open.at(-1);
      if (found === ',') expected = inside === '{' ? 'key' : 'value';
      else if (found === (inside === '{' ? '}' : ']')) open.pop();
      else return place(text, at);
      at += 1;
    } else if (expected === 'colon') {
      if (found !== ':') return place(text, at);
      at += 1;
      expected = 'value';
    } else if (
      (expected === 'key or }' && found === '}') ||
      (expected === 'value or ]' && found === ']')
    ) {
      open.pop();
      at += 1;
      expected = 'next';
    } else if (found === '"') {
      const end = stringEnd(text, at);
      if (end < 0) return place(text, ~end);
      at = end;
      expected = expected.startsWith('key') ? 'colon' : 'next';
    } else if (expected.startsWith('key')) {
      return place(text, at);
    } else if (found === '{' || found === '[') {
      open.push(found);
      at += 1;
      expected = found === '{' ? 'key or }' : 'value or ]';
    } else {
      const end = skip(SCALAR, text, at);
      if (end === at) return place(text, at);
      at = end;
      expected = 'next';
    }
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Index after the string that opens at `at`, or ~index of the character that breaks it. */
function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i + 1;
    if (code < 0x20) return ~i;
    if (code !== 0x5c) continue;
    if (!/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(i + 1, i + 6))) return ~i;
    i += 1;
  }
  return ~text.length;
}

function place(text: string, at: number): JsonBreak {
  let line = 1;
  let lineStart = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) {
    line += 1;
    lineStart = i + 1;
  }
  return { line, column: at - lineStart + 1, found: text.charAt(at) };
}
