import { closeSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileError } from '../files/fileSentence';
import { openRegularFileSync } from '../files/openRegularFile';

/** As in `HandlePool`; each thread has its own. */
const MAX_OPEN = 16;

/**
 * Shards on the local file system, read straight into memory of WebAssembly. Blocks the thread: for
 * those that do nothing else.
 */
export class ScanFiles {
  /** File descriptors by path, the one used last at the end. */
  private readonly open = new Map<string, number>();
  private folder: string | undefined;

  /** @param modelPath Absolute path of model.json. */
  constructor(private readonly modelPath: string) {}

  /**
   * Fills `into` from `offset` on, or less where the file ends before; tells how many bytes it got.
   * @throws ModelFormatError naming the file.
   */
  read(path: string, offset: number, into: Uint8Array): number {
    try {
      const file = this.descriptor(path);
      let done = 0;
      while (done < into.length) {
        const got = readSync(file, into, done, into.length - done, offset + done);
        if (got === 0) break;
        done += got;
      }
      return done;
    } catch (error) {
      // The next read opens anew: what failed once may be another file by then.
      this.close(path);
      throw fileError(path, error);
    }
  }

  /** Closes all; what is read afterwards is what is there then. */
  forget(): void {
    this.folder = undefined;
    for (const path of [...this.open.keys()]) this.close(path);
  }

  private descriptor(path: string): number {
    const known = this.open.get(path);
    if (known !== undefined) {
      this.open.delete(path);
      this.open.set(path, known);
      return known;
    }
    const beside = dirname(this.modelPath);
    this.folder ??= realpathSync.native(beside);
    const file = openRegularFileSync(join(beside, path), path, this.folder);
    this.open.set(path, file);
    const [oldest] = this.open.keys();
    if (this.open.size > MAX_OPEN && oldest !== undefined) this.close(oldest);
    return file;
  }

  private close(path: string): void {
    const file = this.open.get(path);
    this.open.delete(path);
    if (file !== undefined) closeSync(file);
  }
}
