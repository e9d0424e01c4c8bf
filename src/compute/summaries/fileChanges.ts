import { normalizeShardPath } from '../../core/format/checkShardPath';
import type { FileWeightSource } from '../../core/format/fileWeightSource';
import type { Manifest, WeightEntry } from '../../core/format/weightEntry';

/** Size of a file and all else by which its state is told. */
export interface FileState {
  readonly size: number;
  readonly text: string;
}

/** States of files by path. */
export type FileStates = ReadonlyMap<string, FileState>;

/**
 * Tells for each weight whether its values are the same with the shards in two states. Where a shard
 * of its group has changed they are if it holds none of them and they still lie where they did: that
 * is told by the sizes of all shards, and by the lengths of texts that lie before.
 */
export class FileChanges {
  private readonly groups = new Map<number, 'none' | 'some' | 'all'>();

  constructor(
    private readonly manifest: Manifest,
    private readonly source: FileWeightSource,
    private readonly before: FileStates,
    private readonly after: FileStates,
  ) {}

  async isSame(weight: WeightEntry): Promise<boolean> {
    const change = this.group(weight.group);
    if (change !== 'some') return change === 'none';
    return (await this.source.filesOf(weight)).every((path) => this.isSameFile(path));
  }

  private group(index: number): 'none' | 'some' | 'all' {
    const known = this.groups.get(index);
    if (known !== undefined) return known;
    const { paths = [], entries = [] } = this.manifest.groups[index] ?? {};
    const hasText = entries.some((entry) => this.manifest.entries[entry]?.dtype === 'string');
    const change = paths.every((path) => this.isSameFile(path))
      ? 'none'
      : !hasText && paths.every((path) => this.isSameFile(path, 'size'))
        ? 'some'
        : 'all';
    this.groups.set(index, change);
    return change;
  }

  /** A file that is not there is the same as one that was not there. */
  private isSameFile(path: string, by: keyof FileState = 'text'): boolean {
    const name = normalizeShardPath(path);
    return this.before.get(name)?.[by] === this.after.get(name)?.[by];
  }
}
