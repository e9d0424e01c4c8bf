import { type FileHandle, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileError } from './fileSentence';
import { HandlePool } from './handlePool';
import type { OpenableFiles } from './openableFiles';
import { openRegularFile } from './openRegularFile';

/** Files of the local file system, through handles that stay open between reads. */
export class NodeFiles implements OpenableFiles {
  private readonly handles = new HandlePool();
  private folder: Promise<string> | undefined;

  /** @param modelPath Absolute path of model.json, which may itself be a symbolic link. */
  constructor(private readonly modelPath: string) {}

  size(path: string): Promise<number> {
    return this.use(path, async (handle) => (await handle.stat()).size);
  }

  read(path: string, offset: number, length: number): Promise<Uint8Array> {
    return this.use(path, (handle) => readAt(handle, offset, length));
  }

  async forget(): Promise<void> {
    this.folder = undefined;
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
    return openRegularFile(join(dirname(this.modelPath), path), path, await this.folder);
  }
}

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
