import { copyFile, link, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type LfsPointer,
  MAX_LFS_POINTER_BYTES,
  parseLfsPointer,
} from '../../core/format/lfsPointer';
import type { Git } from './git';

const SYMBOLIC_LINK = '120000';

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly size: number;
}

/** Files of one commit, brought into a folder one by one. Memory does not depend on their sizes. */
export class CommitFiles {
  private store: Promise<string> | undefined;

  /**
   * @param git In the folder to which paths are relative.
   * @param folder Where the files are written; made when it is needed.
   */
  constructor(
    private readonly git: Git,
    private readonly commit: { readonly hash: string; readonly short: string },
    private readonly folder: string,
  ) {}

  /**
   * Not by `git show`, which runs textconv filters: the bytes are to be those that were committed.
   * @param path With forward slashes, and no way out of the folder.
   * @returns Undefined, or a sentence on why there is none.
   */
  async bring(path: string, signal: AbortSignal): Promise<string | undefined> {
    const { short } = this.commit;
    const entry = await this.find(path, signal);
    if (entry === undefined) return `${path} is not in commit ${short}.`;
    if (entry.mode === SYMBOLIC_LINK)
      return `${path} is a symbolic link in commit ${short}, which is not followed.`;
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true });
    await this.git.toFile(['cat-file', 'blob', entry.object], target, signal);
    if (entry.size > MAX_LFS_POINTER_BYTES) return undefined;
    const pointer = parseLfsPointer(await readFile(target));
    if (pointer === undefined || (await this.bringFromLfs(pointer, target))) return undefined;
    return `${path} is kept by Git LFS, and its content in commit ${short} is not on this machine. Run "git lfs fetch origin ${short}", then compare again.`;
  }

  private async find(path: string, signal: AbortSignal): Promise<Entry | undefined> {
    const { hash } = this.commit;
    const printed = await this.git.text(['ls-tree', '-l', '-z', hash, '--', path], signal);
    const found = /^(\d+) blob ([0-9a-f]+) +(\d+)\t/.exec(printed);
    if (found === null) return undefined;
    const [, mode = '', object = '', size = ''] = found;
    return { mode, object, size: Number(size) };
  }

  /** Puts the file itself in the place of its pointer, if Git LFS has fetched it. */
  private async bringFromLfs({ oid, size }: LfsPointer, target: string): Promise<boolean> {
    this.store ??= this.git
      .text(['rev-parse', '--git-common-dir'])
      .then((printed) => resolve(this.git.folder, printed.trim(), 'lfs', 'objects'));
    const object = join(await this.store, oid.slice(0, 2), oid.slice(2, 4), oid);
    const found = await stat(object).catch(() => undefined);
    if (found?.size !== size) return false;
    await rm(target);
    // Neither is ever changed in place.
    await link(object, target).catch(() => copyFile(object, target));
    return true;
  }
}
