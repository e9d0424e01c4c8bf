import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putInPlace } from '../files/putInPlace';

/** More than a summary takes: such a file is none of ours. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

export interface FolderLimits {
  readonly files: number;
  readonly bytes: number;
}

/** A small model takes a few kilobytes, a large one some megabytes. */
const LIMITS: FolderLimits = { files: 1_000, bytes: 128 * 1024 * 1024 };

/** Files by a key each, of which those used last are kept. Several processes may share the folder. */
export class SummaryFolder {
  constructor(
    private readonly folder: string,
    private readonly limits = LIMITS,
  ) {}

  /** Undefined where there is none, or none of ours. */
  async read(key: string): Promise<Uint8Array | undefined> {
    const path = this.pathOf(key);
    try {
      if ((await stat(path)).size > MAX_FILE_BYTES) return undefined;
      const bytes = await readFile(path);
      const now = new Date();
      await utimes(path, now, now);
      return bytes;
    } catch {
      return undefined;
    }
  }

  /** Whole or not at all, whoever reads or writes meanwhile. @throws Error of the file system */
  async write(key: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = this.pathOf(key);
    const partial = `${path}.${randomUUID()}`;
    await putInPlace(partial, path, () => writeFile(partial, bytes));
    await this.dropOldest();
  }

  /** Also what a process left behind that ended while it wrote: nobody uses that. */
  private async dropOldest(): Promise<void> {
    const names = await readdir(this.folder);
    const found = await Promise.all(
      names.map(async (name) => {
        const path = join(this.folder, name);
        const info = await stat(path).catch(() => undefined);
        return info === undefined ? [] : [{ path, bytes: info.size, used: info.mtimeMs }];
      }),
    );
    const files = found.flat().sort((a, b) => b.used - a.used);
    let bytes = 0;
    for (const [i, file] of files.entries()) {
      bytes += file.bytes;
      if (i >= this.limits.files || bytes > this.limits.bytes) await rm(file.path, { force: true });
    }
  }

  private pathOf(key: string): string {
    return join(this.folder, `${createHash('sha256').update(key).digest('hex')}.summary`);
  }
}
