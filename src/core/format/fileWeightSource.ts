import { ModelFormatError } from '../errors';
import { decode, storedWidth } from './decode';
import { GroupReader } from './groupReader';
import { lacksBytes, lacksStrings, lost } from './incompleteWeight';
import type { ModelFiles } from './modelFiles';
import { readPieces } from './readPieces';
import { shownName } from './sentence';
import type { ShardPiece, ShardRange } from './shardLayout';
import { MAX_STRING_TENSOR_BYTES } from './stringWalk';
import type { Manifest, WeightEntry } from './weightEntry';
import type { WeightSource, WeightValues } from './weightSource';

/** Above this an array may not be had at all; whoever wants more reads in ranges. */
const MAX_READ_BYTES = 1024 * 1024 * 1024;
/** More sentences about files than anyone reads. */
const MAX_NOTES = 100;

/** Where all bytes of a weight lie, or why they cannot be had, in one sentence. */
type Extent =
  | { readonly range: ShardRange; readonly problem: string | undefined }
  | { readonly range: undefined; readonly problem: string };

/**
 * Values from the files beside model.json. Reads nothing until asked, and then only the bytes of the
 * range. Make a new one when a file has changed: sizes are asked once.
 */
export class FileWeightSource implements WeightSource {
  private readonly groups = new Map<number, GroupReader>();

  constructor(
    private readonly manifest: Manifest,
    private readonly files: ModelFiles,
  ) {}

  /** See `WeightSource.read`. Bytes that are missing elsewhere in the weight do not matter. */
  async read(weight: WeightEntry, start: number, end: number): Promise<WeightValues> {
    const entry = this.entry(weight);
    const { name, dtype, quantization, size } = entry;
    if (!(
      Number.isInteger(start) &&
      Number.isInteger(end) &&
      start >= 0 &&
      start <= end &&
      end <= size
    )) {
      throw new RangeError(
        `${shownName(name)} has ${size} elements, and none in [${start}, ${end})`,
      );
    }
    if (entry.unreadable === true) throw failure(entry, entry.problem ?? '');
    if (start === end) return decode(new Uint8Array(0), dtype, quantization, 0);
    if (dtype === 'string') return this.readStrings(entry, start, end);
    const range = await this.locate(entry, start, end);
    checkReadBytes(entry, (end - start) * storedWidth(dtype, quantization));
    const bytes = await readPieces(range.pieces, this.files, name);
    return decode(bytes, dtype, quantization, end - start);
  }

  /**
   * Where the stored bytes of elements [start, end) lie, in order, for those who read them themselves.
   * @throws ModelFormatError as `read` does where some are not there.
   */
  async piecesOf(weight: WeightEntry, start: number, end: number): Promise<readonly ShardPiece[]> {
    const entry = this.entry(weight);
    if (entry.unreadable === true) throw failure(entry, entry.problem ?? '');
    return start === end ? [] : (await this.locate(entry, start, end)).pieces;
  }

  /** The bytes of elements [start, end) as they lie in the files. @throws as `read`; for strings always. */
  async readStored(weight: WeightEntry, start: number, end: number): Promise<Uint8Array> {
    return readPieces(await this.piecesOf(weight, start, end), this.files, weight.name);
  }

  /** Whether all files of a group are there and none can be short. */
  async isComplete(group: number): Promise<boolean> {
    return (await this.groupAt(group)?.layout())?.complete ?? true;
  }

  /** Why a weight cannot be read whole, or what else is wrong with it. Asks for sizes; reads strings only. */
  async problemOf(weight: WeightEntry): Promise<string | undefined> {
    return (await this.lackOf(weight)) ?? this.entry(weight).problem;
  }

  /** Why a weight cannot be read whole; undefined for one that has only another problem, such as its name. */
  async lackOf(weight: WeightEntry): Promise<string | undefined> {
    const entry = this.entry(weight);
    if (entry.unreadable === true) return entry.problem;
    return entry.size === 0 ? undefined : (await this.extent(entry)).problem;
  }

  /** The files that hold a weight, there or not, as the manifest spells them. */
  async filesOf(weight: WeightEntry): Promise<readonly string[]> {
    const entry = this.entry(weight);
    if (entry.unreadable === true || entry.size === 0) return [];
    return (await this.extent(entry)).range?.paths ?? [];
  }

  /** One sentence for each file that is absent, short, or longer than the manifest needs. */
  async shardNotes(): Promise<string[]> {
    const notes: string[] = [];
    for (let group = 0; group < this.manifest.groups.length && notes.length < MAX_NOTES; group++) {
      const layout = await this.groupAt(group)?.layout();
      if (layout !== undefined) notes.push(...layout.notes(MAX_NOTES - notes.length));
    }
    return notes;
  }

  private async locate(entry: WeightEntry, start: number, end: number): Promise<ShardRange> {
    const { dtype, quantization, size } = entry;
    if (dtype === 'string') throw new RangeError('Strings have no fixed width.');
    const width = storedWidth(dtype, quantization);
    const group = this.group(entry);
    const place = await group.place(entry);
    if (typeof place !== 'number') throw failure(entry, lost(entry, place.lost));
    const layout = await group.layout();
    const range = layout.locate(place + start * width, place + end * width);
    if (range.missing === 0) return range;
    const whole = layout.locate(place, place + size * width);
    throw failure(entry, lacksBytes(entry, size * width, whole), range.paths[0]);
  }

  private async readStrings(entry: WeightEntry, start: number, end: number): Promise<WeightValues> {
    const group = this.group(entry);
    const place = await group.place(entry);
    if (typeof place !== 'number') throw failure(entry, lost(entry, place.lost));
    const strings = await group.strings(entry, place);
    const layout = await group.layout();
    if (end > strings.found) {
      const { range, problem } = await this.extent(entry);
      throw failure(entry, problem ?? '', range?.paths.at(-1));
    }
    const from = place + (strings.offsets[start] ?? 0);
    const to = place + (strings.offsets[end] ?? 0);
    const bytes = await readPieces(layout.locate(from, to).pieces, this.files, entry.name);
    return decode(bytes, 'string', undefined, end - start);
  }

  private async extent(entry: WeightEntry): Promise<Extent> {
    const group = this.group(entry);
    const place = await group.place(entry);
    if (typeof place !== 'number') return { range: undefined, problem: lost(entry, place.lost) };
    const layout = await group.layout();
    if (entry.byteLength !== undefined) {
      const range = layout.locate(place, place + entry.byteLength);
      const problem = range.missing > 0 ? lacksBytes(entry, entry.byteLength, range) : undefined;
      return { range, problem };
    }
    const strings = await group.strings(entry, place);
    const end =
      strings.stop === undefined
        ? (strings.offsets[strings.found] ?? 0)
        : MAX_STRING_TENSOR_BYTES + 1;
    const range = layout.locate(place, place + end);
    return { range, problem: lacksStrings(entry, strings, range) };
  }

  private entry(weight: WeightEntry): WeightEntry {
    const entry = this.manifest.entries[weight.index];
    if (entry === undefined) throw new RangeError(`The manifest has no weight ${weight.index}`);
    return entry;
  }

  private group(entry: WeightEntry): GroupReader {
    const group = this.groupAt(entry.group);
    if (group === undefined) throw new RangeError(`The manifest has no group ${entry.group}`);
    return group;
  }

  private groupAt(index: number): GroupReader | undefined {
    const known = this.groups.get(index);
    const group = this.manifest.groups[index];
    if (known !== undefined || group === undefined) return known;
    const made = new GroupReader(this.manifest, group, this.files);
    this.groups.set(index, made);
    return made;
  }
}

function checkReadBytes(entry: WeightEntry, bytes: number): void {
  if (bytes <= MAX_READ_BYTES) return;
  throw new RangeError(
    `${shownName(entry.name)} is to be read in ranges: ${bytes} bytes are too many at once`,
  );
}

function failure(entry: WeightEntry, message: string, file?: string): ModelFormatError {
  return new ModelFormatError(message, {
    weight: entry.name,
    ...(file === undefined ? {} : { file }),
  });
}
