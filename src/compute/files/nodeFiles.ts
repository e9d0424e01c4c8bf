import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type FileIdentity, identityOf } from './fileIdentity';
import { fileError } from './fileSentence';
import { HandlePool } from './handlePool';
import type { Identities, OpenableFiles } from './openableFiles';
import { OpenFile } from './openFile';
import { openRegularFile, openRegularFileSync } from './openRegularFile';

/** A warm disk opens a file in 0.03 ms, a tenth of what it takes to leave that to another thread. */
const SLOW_OPEN_MS = 2;

/** Files of the local file system, through handles that stay open between reads. */
export class NodeFiles implements OpenableFiles {
  private readonly handles = new HandlePool();
  private folder: Promise<string> | undefined;
  private seen = new SeenFiles();
  /** Until a file has taken long to open, as on a disk far away. */
  private isNear = true;

  /** @param modelPath Absolute path of model.json, which may itself be a symbolic link. */
  constructor(private readonly modelPath: string) {}

  /** Of the files as they are seen until `forget`. */
  get identities(): Identities {
    const { seen, modelPath } = this;
    return {
      model: modelPath,
      first: (path) => seen.get(path),
      now: async (path) => {
        const found = await stat(this.pathOf(path), { bigint: true }).catch(() => undefined);
        return found && identityOf(found);
      },
    };
  }

  size(path: string): Promise<number> {
    const { seen } = this;
    const at = Date.now();
    return this.use(path, async (handle) => {
      const identity = identityOf(this.isNear ? handle.statSync() : await handle.stat());
      if (!seen.has(path)) seen.set(path, { identity, at });
      return identity.size;
    });
  }

  read(path: string, offset: number, length: number): Promise<Uint8Array> {
    return this.use(path, (handle) => readAt(handle, offset, length));
  }

  async forget(): Promise<void> {
    this.folder = undefined;
    this.seen = new SeenFiles();
    this.isNear = true;
    await this.handles.clear();
  }

  private async use<Result>(
    path: string,
    work: (handle: OpenFile) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.handles.use(path, () => this.open(path), work);
    } catch (error) {
      throw fileError(path, error);
    }
  }

  private async open(path: string): Promise<OpenFile> {
    // The user chose model.json: wherever it leads is where they want to be.
    if (path === basename(this.modelPath)) return this.openWithin(null, this.modelPath, path);
    this.folder ??= realpath(dirname(this.modelPath));
    return this.openWithin(await this.folder, this.pathOf(path), path);
  }

  private async openWithin(folder: string | null, place: string, path: string): Promise<OpenFile> {
    if (!this.isNear) return new OpenFile(await openRegularFile(place, path, folder));
    const started = performance.now();
    try {
      return new OpenFile(openRegularFileSync(place, path, folder));
    } finally {
      this.isNear = performance.now() - started < SLOW_OPEN_MS;
    }
  }

  private pathOf(path: string): string {
    return join(dirname(this.modelPath), path);
  }
}

class SeenFiles extends Map<string, { readonly identity: FileIdentity; readonly at: number }> {}

/** Memory is taken only for what the file has, however much is asked for. */
const TRUSTED_LENGTH = 1024 * 1024;

async function readAt(handle: OpenFile, offset: number, length: number): Promise<Uint8Array> {
  const wanted =
    length <= TRUSTED_LENGTH
      ? length
      : Math.max(0, Math.min(length, Number((await handle.stat()).size) - offset));
  // Not from Node's pool of small buffers: the bytes get their own memory, which may be sent on.
  const bytes = Buffer.allocUnsafeSlow(wanted);
  let done = 0;
  while (done < wanted) {
    const got = await handle.read(bytes, done, wanted - done, offset + done);
    if (got === 0) break;
    done += got;
  }
  return new Uint8Array(bytes.buffer, 0, done);
}
