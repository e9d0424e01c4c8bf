import { EntryOffsets } from './entryOffsets';
import type { ModelFiles } from './modelFiles';
import { readPieces } from './readPieces';
import { remember } from './remember';
import { shownName } from './sentence';
import { ShardLayout } from './shardLayout';
import { MAX_STRING_TENSOR_BYTES, type StringOffsets, walkStrings } from './stringWalk';
import type { Manifest, WeightEntry, WeightGroup } from './weightEntry';

/** An offset from the group's start, or why there is none, as a clause about the weight to be found. */
type Place = number | { readonly lost: string };

/** Finds the weights of one group in its shards. Asks for sizes when first needed, once. */
export class GroupReader {
  private readonly entries: readonly WeightEntry[];
  private readonly offsets: EntryOffsets;
  private readonly layouts = new Map<'layout', Promise<ShardLayout>>();
  /** Where each run of `EntryOffsets` begins, as far as found. */
  private readonly runStarts: Place[] = [0];
  private readonly searches = new Map<number, Promise<Place>>();
  /** Strings of the tensor read last: offsets of one take up to 64 MiB, so only one is kept. */
  private readonly walks = new Map<number, Promise<StringOffsets>>();

  constructor(
    manifest: Manifest,
    private readonly group: WeightGroup,
    private readonly files: ModelFiles,
  ) {
    this.entries = group.entries.flatMap((index) => manifest.entries[index] ?? []);
    this.offsets = new EntryOffsets(this.entries);
  }

  layout(): Promise<ShardLayout> {
    return remember(this.layouts, 'layout', () =>
      ShardLayout.open(this.group.paths, this.files, this.offsets.total, (offset) =>
        this.offsets.isBoundary(offset),
      ),
    );
  }

  /** Where a weight begins. Reads files only if a string tensor lies before it. */
  async place(entry: WeightEntry): Promise<Place> {
    const position = this.position(entry);
    const run = this.offsets.run(position);
    let known = Math.min(run, this.runStarts.length - 1);
    let start = this.runStarts[known] ?? 0;
    // One run after the other and not by recursion: a manifest may list a million string tensors.
    for (; known < run && typeof start === 'number'; known++) {
      const from: number = start;
      const ended = known;
      start = await remember(this.searches, ended, () => this.afterRun(ended, from));
      this.runStarts[ended + 1] = start;
    }
    return typeof start === 'number' ? start + this.offsets.offset(position) : start;
  }

  /** The strings of a tensor that begins at `start`, as far as they are there. */
  strings(entry: WeightEntry, start: number): Promise<StringOffsets> {
    const position = this.position(entry);
    if (!this.walks.has(position)) this.walks.clear();
    return remember(this.walks, position, () => this.walk(entry, start));
  }

  private async walk(entry: WeightEntry, start: number): Promise<StringOffsets> {
    const layout = await this.layout();
    const { lead } = layout.locate(start, start + MAX_STRING_TENSOR_BYTES + 1);
    return walkStrings(entry.size, lead, (from, to) =>
      readPieces(layout.locate(start + from, start + to).pieces, this.files, entry.name),
    );
  }

  private async afterRun(run: number, start: number): Promise<Place> {
    const position = this.offsets.runEnd(run);
    const entry = this.entries[position];
    if (entry === undefined) return start;
    const before = `${shownName(entry.name)} before it in the same group`;
    if (entry.unreadable === true) return { lost: `${before} has an unreadable size` };
    const begin = start + this.offsets.offset(position);
    const { offsets, found, stop } = await this.strings(entry, begin);
    if (stop === 'too long') return { lost: `${before} is too long to be read` };
    if (stop !== undefined) return { lost: `${before} is incomplete` };
    return begin + (offsets[found] ?? 0);
  }

  private position(entry: WeightEntry): number {
    return entry.index - (this.group.entries[0] ?? 0);
  }
}
