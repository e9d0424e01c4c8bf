import { EntryOffsets } from './entryOffsets';
import type { ModelFiles } from './modelFiles';
import { readPieces } from './readPieces';
import { remember } from './remember';
import { shownName } from './sentence';
import { ShardLayout } from './shardLayout';
import { STRING_PREFIX_BYTES } from './decodeStrings';
import { type StringOffsets, walkStrings } from './stringWalk';
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

  /** Bytes that the walk over strings read last: many small tensors may lie in them. */
  private window: { readonly start: number; readonly bytes: Uint8Array } = {
    start: 0,
    bytes: new Uint8Array(0),
  };

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
    return walkStrings(entry.size, layout.presentFrom(start), async (from, to) => {
      const bytes = this.fromWindow(start + from);
      if (bytes !== undefined) return bytes;
      const { pieces } = layout.locate(start + from, start + to);
      const read = await readPieces(pieces, this.files, entry.name);
      this.window = { start: start + from, bytes: read };
      return read;
    });
  }

  private fromWindow(offset: number): Uint8Array | undefined {
    const { start, bytes } = this.window;
    const from = offset - start;
    return from >= 0 && from + STRING_PREFIX_BYTES <= bytes.length
      ? bytes.subarray(from)
      : undefined;
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
