import { type BigIntStats, closeSync, fstat, fstatSync, read } from 'node:fs';
import { promisify } from 'node:util';

const statOf = promisify(fstat);
const readFrom = promisify(read);

/** A file by its descriptor: a `FileHandle` takes several times the work for the same. */
export class OpenFile {
  constructor(private readonly descriptor: number) {}

  stat(): Promise<BigIntStats> {
    return statOf(this.descriptor, { bigint: true });
  }

  /** The same while the thread waits, which takes a tenth of the time where the disk answers at once. */
  statSync(): BigIntStats {
    return fstatSync(this.descriptor, { bigint: true });
  }

  /** Fills a part of `into` with what lies at `position`. @returns How many bytes that were; 0 at the file's end. */
  async read(into: Uint8Array, at: number, length: number, position: number): Promise<number> {
    return (await readFrom(this.descriptor, into, at, length, position)).bytesRead;
  }

  /** At once: what was only read leaves nothing to wait for. */
  close(): void {
    closeSync(this.descriptor);
  }
}
