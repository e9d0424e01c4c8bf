import { nextShardPath } from '../../core/format/write/shardNames';
import type { WritableFiles } from './writableFiles';

/** Names for new shards: never one that is there, whatever it is, nor one that was given already. */
export class Names {
  /** In lower case: a disk may not tell names apart by it. */
  private readonly taken: Set<string>;
  private readonly looked = new Set<string>();

  constructor(
    private readonly writable: WritableFiles,
    reserved: Iterable<string>,
  ) {
    this.taken = new Set([...reserved].map((path) => path.toLowerCase()));
  }

  /** A path later than `path` and all its revisions that are there. */
  async revisionOf(path: string): Promise<string> {
    await this.look(path);
    return this.take(nextShardPath(path, (candidate) => this.isTaken(candidate)));
  }

  /** `path` itself where it is free. */
  async freeFor(path: string): Promise<string> {
    await this.look(path);
    return this.isTaken(path) ? this.revisionOf(path) : this.take(path);
  }

  private async look(path: string): Promise<void> {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (this.looked.has(folder)) return;
    this.looked.add(folder);
    for (const name of await this.writable.names(folder)) {
      this.take(folder === '' ? name : `${folder}/${name}`);
    }
  }

  private isTaken(path: string): boolean {
    return this.taken.has(path.toLowerCase());
  }

  private take(path: string): string {
    this.taken.add(path.toLowerCase());
    return path;
  }
}
