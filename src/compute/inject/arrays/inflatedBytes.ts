import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { ModelFormatError } from '../../../core/errors';
import { shownName } from '../../../core/format/sentence';
import type { RangedBytes } from './rangedBytes';

/** Compressed bytes that are read at once. */
const READ_BYTES = 256 * 1024;

/**
 * Deflated bytes in ranges: each range is found from where the last one ended, or from the start if it
 * lies before. Scans go forward, so that a member is inflated once a scan; nothing of it is kept.
 */
export class InflatedBytes implements RangedBytes {
  private stream: AsyncIterator<Uint8Array> | undefined;
  private rest = new Uint8Array(0);
  private position = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** @param compressed The member's bytes, `length` of them. */
  constructor(
    private readonly compressed: RangedBytes,
    private readonly length: number,
    private readonly name: string,
  ) {}

  read(offset: number, length: number): Promise<Uint8Array> {
    const result = this.last.then(() => this.next(offset, length));
    this.last = result.catch(() => this.restart());
    return result;
  }

  private async next(offset: number, length: number): Promise<Uint8Array> {
    if (offset < this.position) this.restart();
    while (this.position < offset) {
      const skipped = await this.take(offset - this.position);
      if (skipped.length === 0) throw this.broken();
    }
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const part = await this.take(length - done);
      if (part.length === 0) throw this.broken();
      bytes.set(part, done);
      done += part.length;
    }
    return bytes;
  }

  /** Up to so many of the bytes that come next; none at the end. */
  private async take(most: number): Promise<Uint8Array> {
    if (this.rest.length === 0) {
      this.stream ??= this.inflate();
      let next: IteratorResult<Uint8Array>;
      try {
        next = await this.stream.next();
      } catch (cause) {
        throw this.broken(cause);
      }
      if (next.done === true) return this.rest;
      this.rest = new Uint8Array(next.value);
    }
    const part = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(part.length);
    this.position += part.length;
    return part;
  }

  private inflate(): AsyncIterator<Uint8Array> {
    const { compressed, length } = this;
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < length; at += READ_BYTES)
        yield await compressed.read(at, Math.min(READ_BYTES, length - at));
    };
    const inflated = createInflateRaw();
    const source = Readable.from(pieces());
    source.on('error', (error) => inflated.destroy(error));
    return source.pipe(inflated)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  }

  private restart(): void {
    void this.stream?.return?.().catch(() => undefined);
    this.stream = undefined;
    this.rest = new Uint8Array(0);
    this.position = 0;
  }

  private broken(cause?: unknown): ModelFormatError {
    return new ModelFormatError(
      `${shownName(this.name)} cannot be read: its compressed bytes are damaged. Write the file again.`,
      { weight: this.name, cause },
    );
  }
}
