import { type FileHandle, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type FileIdentity, identityOf } from './fileIdentity';
import { fileError } from './fileSentence';
import { HandlePool } from './handlePool';
import type { Identities, OpenableFiles } from './openableFiles';
import { openRegularFile } from './openRegularFile';

/** Files of the local file system, through handles that stay open between reads. */
export class NodeFiles implements OpenableFiles {
  private readonly handles = new HandlePool();
  private folder: Promise<string> | undefined;
  private seen = new SeenFiles();

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
      const identity = identityOf(await handle.stat({ bigint: true }));
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
    await this.handles.clear();
  }

  private async use<Result>(
    path: string,
    work: (handle: FileHandle) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.handles.use(path, () => this.open(path), work);
    } catch (error) {
      throw fileError(path, error);
    }
  }

  private async open(path: string): Promise<FileHandle> {
    // The user chose model.json: wherever it leads is where they want to be.
    if (path === basename(this.modelPath)) return openRegularFile(this.modelPath, path, null);
    this.folder ??= realpath(dirname(this.modelPath));
    return openRegularFile(this.pathOf(path), path, await this.folder);
  }

  private pathOf(path: string): string {
    return join(dirname(this.modelPath), path);
  }
}

class SeenFiles extends Map<string, { readonly identity: FileIdentity; readonly at: number }> {}

/** Memory is taken only for what the file has, however much is asked for. */
const TRUSTED_LENGTH = 1024 * 1024;

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const wanted =
    length <= TRUSTED_LENGTH
      ? length
      : Math.max(0, Math.min(length, (await handle.stat()).size - offset));
  // Not from Node's pool of small buffers: the bytes get their own memory, which may be sent on.
  const bytes = Buffer.allocUnsafeSlow(wanted);
  let done = 0;
  while (done < wanted) {
    const { bytesRead } = await handle.read(bytes, done, wanted - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return new Uint8Array(bytes.buffer, 0, done);
}
