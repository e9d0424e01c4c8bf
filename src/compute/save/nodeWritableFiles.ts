import { constants } from 'node:fs';
import {
  access,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { shownName } from '../../core/format/sentence';
import { errorCode } from '../errorCode';
import { isInside } from '../files/openRegularFile';
import { putInPlace } from '../files/putInPlace';
import { saveError } from './saveSentence';
import { tempName } from './tempName';
import type { Content, FileState, WritableFiles } from './writableFiles';

/** A folder of the local file system. */
export class NodeWritableFiles implements WritableFiles {
  readonly replacesAtomically = true;

  /** @param folder Absolute; made when first written to. */
  constructor(private readonly folder: string) {}

  async state(path: string): Promise<FileState | null> {
    const full = join(this.folder, path);
    try {
      const { size, mtimeNs, ino, dev } = await stat(full, { bigint: true });
      const changed = Number(mtimeNs) / 1e6;
      return { stamp: `${size} ${mtimeNs} ${dev} ${ino}`, file: await realpath(full), changed };
    } catch (error) {
      if (isMissing(error)) return null;
      throw saveError(path, error);
    }
  }

  async names(folder: string): Promise<readonly string[]> {
    try {
      return await readdir(join(this.folder, folder));
    } catch (error) {
      if (isMissing(error)) return [];
      throw saveError(folder, error);
    }
  }

  async create(path: string, content: Content, like: string | null): Promise<void> {
    try {
      const target = join(await this.madeFolder(path), basename(path));
      await writeNew(target, content, like === null ? null : join(this.folder, like));
      await syncFolder(dirname(target));
    } catch (error) {
      throw saveError(path, error);
    }
  }

  async replace(path: string, content: Content, commit: () => Promise<void>): Promise<void> {
    try {
      const full = join(this.folder, path);
      const target = await this.resolved(full, path);
      const temp = join(dirname(target), tempName(basename(target)));
      await rm(temp, { force: true });
      await putInPlace(temp, target, async () => {
        await writeNew(temp, content, target);
        await commit();
      });
      await syncFolder(dirname(target));
    } catch (error) {
      throw saveError(path, error);
    }
  }

  async remove(path: string): Promise<void> {
    const full = join(this.folder, path);
    try {
      await this.inside(dirname(full), path);
      if ((await lstat(full)).isFile()) await rm(full);
    } catch (error) {
      if (!isMissing(error)) throw saveError(path, error);
    }
  }

  /** The folder of `path`, made where it is not there; segment by segment, so that none is made behind a link. */
  private async madeFolder(path: string): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    let parent = await realpath(this.folder);
    for (const segment of path.split('/').slice(0, -1)) {
      const next = join(parent, segment);
      await mkdir(next).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error;
      });
      parent = await this.inside(next, path);
    }
    return parent;
  }

  /** The file itself where `full` is a link to one in this folder; it is the one to be replaced. */
  private async resolved(full: string, path: string): Promise<string> {
    try {
      const target = await realpath(full);
      await this.inside(dirname(target), path);
      // The rename would not ask: it needs the folder's permission only.
      await access(target, constants.W_OK);
      return target;
    } catch (error) {
      if (!isMissing(error) || (await isLink(full))) throw error;
      return join(await this.inside(dirname(full), path), basename(full));
    }
  }

  /** @returns `parent` without links. @throws where that is not the model's folder or in it. */
  private async inside(parent: string, path: string): Promise<string> {
    const [real, folder] = [await realpath(parent), await realpath(this.folder)];
    if (real === folder || isInside(real, folder)) return real;
    throw new Error(
      `${shownName(path)} is a link that leads outside the model's folder, where nothing is written. ` +
        `Open the file that it leads to, or save elsewhere. Nothing was changed.`,
    );
  }
}

/** Whole and on the disk, or not there. Takes the mode, and where that is allowed the owner, of `like`. */
async function writeNew(path: string, content: Content, like: string | null): Promise<void> {
  const model = like === null ? undefined : await stat(like).catch(() => undefined);
  const handle = await open(path, 'wx', 0o666);
  try {
    await writeAll(handle, content);
    if (model !== undefined) {
      await handle.chown(model.uid, model.gid).catch(() => undefined);
      await handle.chmod(model.mode & 0o7777);
    }
    await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

async function writeAll(handle: FileHandle, content: Content): Promise<void> {
  for await (const bytes of content) {
    let done = 0;
    while (done < bytes.length) {
      done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
    }
  }
}

/** Makes names last through a power cut. Windows and some network file systems do not know it, nor need it. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
