import { normalizeShardPath } from './checkShardPath';
import type { ModelFiles } from './modelFiles';
import { nominalSizes } from './nominalSizes';
import { plural, shownName } from './sentence';
import { askShardSizes, type ShardSize } from './shardSizes';

export interface ShardPiece {
  /** As `ModelFiles` takes it. */
  readonly path: string;
  /** Which file of its group: a path may be listed more than once. */
  readonly shard: number;
  readonly offset: number;
  readonly length: number;
}

/** Where a byte range of a group lies. */
export interface ShardRange {
  /** In order; whole only if `missing` is 0. */
  readonly pieces: readonly ShardPiece[];
  /** How many bytes are not there. */
  readonly missing: number;
  /** Why, one clause a file. */
  readonly reasons: readonly string[];
  /** False if what is missing may well be there, but behind a file of unknown length. */
  readonly located: boolean;
  /** Whether restored files would help; if not, the reasons say what does. */
  readonly restorable: boolean;
  /** Every file that the range lies in, there or not, as the manifest spells it. */
  readonly paths: readonly string[];
}

/** The shards of one group as the one concatenation that they are. Offsets count from the group's start. */
export class ShardLayout {
  /** Offset of each shard, and the end of the last; Infinity from where nothing can be located. */
  private readonly starts: Float64Array;
  /** For each shard, where the bytes that are there without a gap from its start on come to an end. */
  private readonly gapStarts: Float64Array;
  private readonly absent: number;
  /** Bytes that are there, of all files. */
  private readonly present: number;

  /**
   * Asks for the sizes of all files of the group, which is all it ever reads.
   * @param expected bytes of all weights of the group, undefined if only the data tells
   */
  static async open(
    paths: readonly string[],
    files: ModelFiles,
    expected: number | undefined,
    isTensorEnd: (offset: number) => boolean,
  ): Promise<ShardLayout> {
    const sizes = await askShardSizes(paths, files);
    const actual = sizes.map(({ bytes }) => bytes);
    return new ShardLayout(paths, sizes, nominalSizes(actual, expected, isTensorEnd), expected);
  }

  private constructor(
    private readonly paths: readonly string[],
    private readonly sizes: readonly ShardSize[],
    nominal: readonly number[],
    private readonly expected: number | undefined,
  ) {
    this.absent = sizes.filter(({ bytes }) => bytes === undefined).length;
    this.present = sizes.reduce((total, { bytes }) => total + (bytes ?? 0), 0);
    this.starts = new Float64Array(paths.length + 1);
    nominal.forEach((size, shard) => {
      this.starts[shard + 1] = this.start(shard) + size;
    });
    // Without a total the last shard is open-ended, so that what lies beyond it is missing there.
    if (expected === undefined) this.starts[paths.length] = Infinity;
    this.gapStarts = this.starts.slice();
    for (let shard = paths.length - 1; shard >= 0; shard--) {
      const end = this.start(shard) + (sizes[shard]?.bytes ?? 0);
      const next = shard + 1;
      this.gapStarts[shard] = end < this.start(next) ? end : (this.gapStarts[next] ?? 0);
    }
  }

  /** Whether sizes need no guess: then they may change, and every weight is still found. */
  get complete(): boolean {
    return this.absent === 0 && (this.expected === undefined || this.present >= this.expected);
  }

  /** How many bytes are there from `start` on before the first that is not. */
  presentFrom(start: number): number {
    if (this.paths.length === 0) return 0;
    return Math.max(0, (this.gapStarts[this.shardAt(start)] ?? 0) - start);
  }

  locate(start: number, end: number): ShardRange {
    const pieces: ShardPiece[] = [];
    const reasons: string[] = [];
    const paths: string[] = [];
    let missing = end - start;
    let located = true;
    let restorable = false;
    for (let shard = this.shardAt(start); shard < this.paths.length; shard++) {
      const shardStart = this.start(shard);
      const from = Math.max(start, shardStart);
      const to = Math.min(end, this.start(shard + 1));
      if (shardStart >= end) break;
      if (from >= to) continue;
      const path = this.paths[shard] ?? '';
      paths.push(path);
      const there = Math.min(to, shardStart + (this.sizes[shard]?.bytes ?? 0));
      if (there > from) {
        const offset = from - shardStart;
        pieces.push({ path: normalizeShardPath(path), shard, offset, length: there - from });
        missing -= there - from;
      }
      if (there < to) {
        reasons.push(this.flaw(shard));
        restorable ||= this.isRestorable(shard);
        if (this.expected !== undefined && this.start(shard + 1) === Infinity) located = false;
      }
    }
    if (missing > 0 && reasons.length === 0) reasons.push('the manifest lists no file for it');
    return { pieces, missing, reasons, located, restorable, paths };
  }

  /** Sentences about files that are absent, short, or longer than the manifest needs; at most `limit`. */
  notes(limit: number): string[] {
    const notes: string[] = [];
    for (let shard = 0; shard < this.paths.length && notes.length < limit; shard++) {
      const bytes = this.sizes[shard]?.bytes;
      const open = this.expected === undefined && shard === this.paths.length - 1;
      const room = this.start(shard + 1) - this.start(shard);
      if (bytes === undefined || (!open && bytes < room)) notes.push(`${this.flaw(shard)}.`);
      else if (this.start(shard) !== Infinity) this.noteExtra(shard, bytes, notes);
    }
    return notes;
  }

  private noteExtra(shard: number, bytes: number, notes: string[]): void {
    const { expected = Infinity } = this;
    const extra = Math.min(bytes, this.start(shard) + bytes - expected);
    if (extra <= 0) return;
    const are = extra === 1 ? 'it is' : 'they are';
    notes.push(
      `${this.named(shard)} has ${plural(extra, 'byte')} more than the manifest needs; ${are} not shown.`,
    );
  }

  private flaw(shard: number): string {
    const size = this.sizes[shard];
    if (size === undefined) return '';
    const nominal = this.start(shard + 1) - this.start(shard);
    if (size.bytes === undefined) {
      const others = this.absent - 1;
      if (nominal !== Infinity || others === 0) return size.absent;
      return `${size.absent}, and ${plural(others, 'more file')} of its group cannot be read either`;
    }
    if (nominal !== Infinity) {
      return `${this.named(shard)} ends after ${size.bytes} of ${plural(nominal, 'byte')}`;
    }
    if (this.expected === undefined) {
      return `${this.named(shard)} ends after ${plural(size.bytes, 'byte')}`;
    }
    return (
      `${this.named(shard)} and the ${plural(this.paths.length - shard - 1, 'file')} after it are short: ` +
      `the group holds ${this.present} of ${plural(this.expected, 'byte')}, and which file lacks them cannot be told`
    );
  }

  private isRestorable(shard: number): boolean {
    const size = this.sizes[shard];
    return size !== undefined && (size.bytes !== undefined || size.restorable);
  }

  private named(shard: number): string {
    return shownName(this.paths[shard] ?? '');
  }

  private start(shard: number): number {
    return this.starts[shard] ?? 0;
  }

  /** The last shard that starts at or before `offset`; those before it end before it. */
  private shardAt(offset: number): number {
    let low = 0;
    let high = this.paths.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low < this.paths.length ? low : Math.max(0, low - 1);
  }
}
