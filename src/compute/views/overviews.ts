import { CancelledError } from '../../protocol/channel';
import type { Tile, TileKey, TilePreview } from '../../protocol/model';
import type { FlatRead } from '../flatRead';
import { Lru } from '../../core/lru';
import { MOST_PIXELS } from './pixelLine';
import {
  type Block,
  coarsened,
  gridOf,
  type Level,
  type Pixels,
  sizeOf,
  tileOf,
  wholeView,
} from './pixels';
import { blockOf, readTile } from './readTile';
import { reduceBlock } from './reduceBlock';
import { type Sample, sampleView } from './sampleView';
import type { Turn } from '../turns';

/** Pixels of a view at one level: 16 MiB, and no fewer than any screen shows of it. */
const MOST_OVERVIEW = 1024 * 1024;
/** What no overview is worth: a single tile of these is read in a few milliseconds. */
const FEW_CELLS = 1024 * 1024;
/** From here on a scan takes long enough for a preview: 64 MiB of float32. */
const PREVIEW_FROM = 16 * 1024 * 1024;
const CACHED_BYTES = 64 * 1024 * 1024;
const PIXEL_BYTES = 16;
/** A scan that nobody waits for goes on so long: whoever zooms takes back one tile and asks for the next. */
const GRACE_MS = 30;

/** The tensor that a tile is of. */
export interface Tensor {
  readonly read: FlatRead;
  readonly name: string;
  /** As shown. */
  readonly shape: readonly number[];
}

/** How a tile was asked for. */
export interface AskedTile {
  readonly turn: Turn;
  readonly signal: AbortSignal;
  /** Called with a tile from some of the values where all take long to read. */
  readonly preview: (preview: TilePreview) => void;
}

interface Overview {
  readonly level: Level;
  readonly pixels: Pixels;
}

interface Scan {
  readonly level: Level;
  /** Level of the tile that it was begun for, and about that of the preview. */
  readonly asked: Level;
  readonly preview: Promise<Sample | undefined>;
  readonly done: Promise<Overview>;
  waiting: number;
  leftAt: number;
}

/**
 * Coarse tiles: one scan of the whole view makes all tiles of its level, and from the same pixels
 * those of all coarser ones are made, so that zooming out reads nothing again.
 */
export class Overviews {
  private readonly made = new Lru<Overview>(CACHED_BYTES);
  private readonly scans = new Map<string, Scan>();

  /** Whether a tile is so coarse that it is made from an overview. */
  static covers(shape: readonly number[], { view, level }: TileKey): boolean {
    const { rows, columns } = wholeView(shape, view, level);
    return rows.end * columns.end > FEW_CELLS && fits(wholeView(shape, view, level));
  }

  /** @param id Of tensor and view. */
  async tile(tensor: Tensor, id: string, key: TileKey, asked: AskedTile): Promise<Tile> {
    const block = blockOf(tensor.shape, key);
    const cut = ({ level, pixels }: Overview): Tile =>
      tileOf(coarsened(pixels, level, block), block);
    if (asked.signal.aborted) throw new CancelledError();
    const known = upTo(key.level, (name) => this.made.get(id + name));
    if (known !== undefined) return cut(known);
    const scan = upTo(key.level, (name) => this.scans.get(id + name)) ?? this.scan(tensor, id, key);
    try {
      return await this.fromScan(scan, block, cut, asked);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      // Where a file is cut off, a tile of what is there can still be had.
      return await readTile(tensor.read, tensor.name, tensor.shape, key, asked.turn);
    }
  }

  private async fromScan(
    scan: Scan,
    block: Block,
    cut: (overview: Overview) => Tile,
    { signal, preview }: AskedTile,
  ): Promise<Tile> {
    scan.waiting++;
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new CancelledError());
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      const sampled = await Promise.race([scan.preview, left]);
      if (sampled !== undefined && isUpTo(scan.asked, block.level)) {
        preview(previewOf(sampled, block));
      }
      return cut(await Promise.race([scan.done, left]));
    } finally {
      signal.removeEventListener('abort', leave);
      scan.waiting--;
      scan.leftAt = performance.now();
    }
  }

  private scan({ read, name, shape }: Tensor, id: string, { view, level: asked }: TileKey): Scan {
    const level = finest(shape, view, asked);
    const place = id + named(level);
    const turn: Turn = async () => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (scan.waiting > 0 || performance.now() - scan.leftAt < GRACE_MS) return;
      this.scans.delete(place);
      throw new CancelledError();
    };
    const sample = async (): Promise<Sample | undefined> => {
      const whole = wholeView(shape, view, asked);
      if (whole.rows.end * whole.columns.end < PREVIEW_FROM) return undefined;
      return sampleView(read, name, whole, turn);
    };
    const preview = Promise.resolve().then(sample);
    const all = async (): Promise<Overview> => {
      await preview;
      const pixels = await reduceBlock(read, name, wholeView(shape, view, level), turn);
      const overview = { level, pixels };
      this.made.set(place, overview, PIXEL_BYTES * pixels.sum.length);
      return overview;
    };
    const done = all().finally(() => {
      if (this.scans.get(place) === scan) this.scans.delete(place);
    });
    // Whoever waits hears of it; if nobody does any more, nobody need.
    done.catch(() => undefined);
    preview.catch(() => undefined);
    const leftAt = performance.now();
    const scan: Scan = { level, asked, preview, done, waiting: 0, leftAt };
    this.scans.set(place, scan);
    return scan;
  }
}

/**
 * The part of a sample that a tile covers. Its pixels are no more than were sampled, and without their
 * ends, which are not those of the tensor: a page is told of it in a fraction of the time.
 */
function previewOf({ level, pixels }: Sample, block: Block): TilePreview {
  const own = {
    y: Math.max(level.y, block.level.y),
    x: Math.max(level.x, block.level.x),
  };
  const cells = { ...block, level: own };
  const each = { y: 2 ** (own.y - block.level.y), x: 2 ** (own.x - block.level.x) };
  const { mean } = tileOf(coarsened(pixels, level, cells), cells);
  return { ...sizeOf(block), each, means: mean };
}

/** The finest level whose overview is small enough, as one gets there by zooming in. */
function finest(shape: readonly number[], view: TileKey['view'], from: Level): Level {
  let level = from;
  for (;;) {
    const next = { y: Math.max(0, level.y - 1), x: Math.max(0, level.x - 1) };
    const isSame = next.y === level.y && next.x === level.x;
    if (isSame || !fits(wholeView(shape, view, next))) return level;
    level = next;
  }
}

function fits(block: Block): boolean {
  const { across, count } = gridOf(block);
  return across <= MOST_PIXELS && across * count <= MOST_OVERVIEW;
}

/** The first that is found at this or a finer level. */
function upTo<Found>(level: Level, find: (name: string) => Found | undefined): Found | undefined {
  for (let y = level.y; y >= 0; y--) {
    for (let x = level.x; x >= 0; x--) {
      const found = find(named({ y, x }));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isUpTo(level: Level, other: Level): boolean {
  return level.y <= other.y && level.x <= other.x;
}

function named({ y, x }: Level): string {
  return `/${y},${x}`;
}
