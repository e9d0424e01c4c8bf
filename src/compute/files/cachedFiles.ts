import { Lru } from '../../core/lru';
import type { Identities, OpenableFiles } from './openableFiles';

/** A read of a small tensor brings its neighbours along: one block is about what a disk reads in 0.1 ms. */
const BLOCK = 256 * 1024;
/** 128 blocks. */
const CACHED_BYTES = 32 * 1024 * 1024;
/** Longer reads are scans: they would push out what is cached and gain nothing. */
const SMALL_READ = 64 * 1024;

/** Serves small reads from blocks that were read before. */
export class CachedFiles implements OpenableFiles {
  private readonly blocks = new Lru<Promise<Uint8Array>>(CACHED_BYTES);

  constructor(private readonly files: OpenableFiles) {}

  get identities(): Identities | undefined {
    return this.files.identities;
  }

  size(path: string): Promise<number> {
    return this.files.size(path);
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    if (length > SMALL_READ) return this.files.read(path, offset, length);
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const at = offset + done;
      const block = await this.block(path, Math.floor(at / BLOCK));
      const part = block.subarray(at % BLOCK, (at % BLOCK) + length - done);
      if (part.length === 0) break;
      bytes.set(part, done);
      done += part.length;
    }
    return done === length ? bytes : bytes.slice(0, done);
  }

  async forget(): Promise<void> {
    this.blocks.clear();
    await this.files.forget();
  }

  private block(path: string, index: number): Promise<Uint8Array> {
    const key = `${index} ${path}`;
    const known = this.blocks.get(key);
    if (known !== undefined) return known;
    const read = this.files.read(path, index * BLOCK, BLOCK);
    this.blocks.set(key, read, BLOCK);
    // A failure is not worth keeping: the file may be back next time.
    read.catch(() => this.blocks.delete(key));
    return read;
  }
}
