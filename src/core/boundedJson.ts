import { isArray, isObject, type Json } from './json';

export interface BoundedJson {
  readonly text: string;
  /** Whether the value goes on. */
  readonly cut: boolean;
}

/** JSON as indented text of at most about `limit` characters, however large or deep the value is. */
export function boundedJson(value: Json, limit: number): BoundedJson {
  const writer = new Writer(limit);
  writer.write(value, 0);
  return { text: writer.parts.join(''), cut: writer.full };
}

/** Deeper values are told as '…': no config that a person reads is that deep. */
const MAX_DEPTH = 64;

class Writer {
  readonly parts: string[] = [];
  private room: number;

  constructor(limit: number) {
    this.room = limit;
  }

  get full(): boolean {
    return this.room <= 0;
  }

  write(value: Json, depth: number): void {
    if (isArray(value)) {
      this.list('[', items(value), ']', depth);
    } else if (isObject(value)) {
      this.list('{', fields(value), '}', depth);
    } else if (typeof value === 'string') {
      const cut = value.length > this.room ? `${value.slice(0, this.room)}…` : value;
      this.add(JSON.stringify(cut));
    } else {
      this.add(String(value));
    }
  }

  private list(
    open: string,
    members: Iterable<readonly [string | null, Json]>,
    close: string,
    depth: number,
  ): void {
    this.add(open);
    let first = true;
    for (const [key, value] of members) {
      if (this.full) return;
      this.add(`${first ? '' : ','}\n${'  '.repeat(depth + 1)}`);
      if (key !== null) this.add(`${JSON.stringify(key)}: `);
      if (depth + 1 >= MAX_DEPTH) this.add('…');
      else this.write(value, depth + 1);
      first = false;
    }
    this.add(first ? close : `\n${'  '.repeat(depth)}${close}`);
  }

  private add(text: string): void {
    if (this.full) return;
    this.parts.push(text);
    this.room -= text.length;
  }
}

function* items(values: readonly Json[]): Iterable<readonly [null, Json]> {
  for (const value of values) yield [null, value];
}

function* fields(value: Json): Iterable<readonly [string, Json]> {
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (field !== undefined) yield [key, field];
  }
}
