import { type MatrixView, viewKey } from '../../../core/model/matrixView';
import { type Tile, TILE, type TilePreview, type ValuesOf } from '../../../protocol/model';
import { Lru } from '../../../core/lru';
import { Requests } from '../../ui/requests';
import type { ValueReader } from '../tensorHelp';
import type { PlannedTile } from './tilePlan';
import { reuseCanvas } from './tileCanvases';
import { largestOf, previewTile } from './tileValues';

/** Values of some eighty full tiles with their pixels: more than a screen holds at any zoom. */
const BUDGET_BYTES = 64 * 1024 * 1024;
/** Enough to keep the worker busy; few, so that those no longer wanted are seldom under way. */
const AT_ONCE = 4;

interface Held {
  readonly tile: Tile;
  /** Made from some of the values; all of them are on their way. */
  readonly isPreview: boolean;
  readonly age: number;
  /** Largest finite |value|. */
  readonly largest: number;
  painted: { readonly canvas: OffscreenCanvas; readonly look: string } | undefined;
}

export interface TilePicture {
  readonly canvas: OffscreenCanvas;
  readonly isPreview: boolean;
}

/** The tiles of one weight: fetches what is in sight, takes back what no longer is. */
export class TileSource {
  /** The first reason why a tile of this view could not be had. */
  problem: string | undefined;
  private readonly held = new Lru<Held>(BUDGET_BYTES, ({ painted }) => {
    if (painted !== undefined) reuseCanvas(painted.canvas);
  });
  private readonly failed = new Set<string>();
  private readonly requests = new Requests<string>();
  private wanted: readonly { readonly key: string; readonly tile: PlannedTile }[] = [];
  private view: MatrixView;
  private prefix = '';
  /** Grows whenever values have changed; an older tile is to be fetched anew. */
  private age = 0;

  constructor(
    private readonly reader: ValueReader,
    private readonly weight: number,
    view: MatrixView,
    private readonly changed: () => void,
    private readonly of: ValuesOf = 'edited',
  ) {
    this.view = view;
    this.show(view);
  }

  /** Changes to another slice or other axes; tiles of the old ones stay while there is room. */
  show(view: MatrixView): void {
    this.view = view;
    this.prefix = `${viewKey(view)}/`;
    this.problem = undefined;
    this.failed.clear();
    this.want([]);
  }

  want(tiles: readonly PlannedTile[]): void {
    this.wanted = tiles.map((tile) => ({ key: this.prefix + tile.key, tile }));
    const keys = new Set(this.wanted.map(({ key }) => key));
    this.requests.keep((key) => keys.has(key));
    this.fetchNext();
  }

  /** Values have changed: what is here stays on show until it has been fetched anew. */
  refresh(): void {
    this.age++;
    this.problem = undefined;
    this.failed.clear();
    this.requests.takeBack();
    this.fetchNext();
  }

  /** A tile made from all that it covers. */
  get(tile: PlannedTile): Tile | undefined {
    const held = this.held.get(this.prefix + tile.key);
    return held?.isPreview === false ? held.tile : undefined;
  }

  /** The tile, or its preview where there is no more yet. */
  shown(tile: PlannedTile): { readonly tile: Tile; readonly isPreview: boolean } | undefined {
    return this.held.get(this.prefix + tile.key);
  }

  /** Largest finite |value| of a tile, as far as it is known. */
  largest(tile: PlannedTile): number {
    return this.held.get(this.prefix + tile.key)?.largest ?? 0;
  }

  get busy(): boolean {
    return this.requests.count > 0;
  }

  /**
   * The tile as a picture in the given look; `paint` makes it when there is none yet. A picture in an
   * older look is returned as it is when `paint` declines, for the time being; else it is painted over.
   */
  picture(
    tile: PlannedTile,
    look: string,
    paint: (tile: Tile, old: OffscreenCanvas | undefined) => OffscreenCanvas | undefined,
  ): TilePicture | undefined {
    const held = this.held.get(this.prefix + tile.key);
    if (held === undefined) return undefined;
    if (held.painted?.look !== look) {
      const canvas = paint(held.tile, held.painted?.canvas);
      if (canvas !== undefined) held.painted = { canvas, look };
    }
    const { painted, isPreview } = held;
    return painted === undefined ? undefined : { canvas: painted.canvas, isPreview };
  }

  dispose(): void {
    this.want([]);
    this.held.clear();
  }

  private fetchNext(): void {
    for (const { key, tile } of this.wanted) {
      if (this.requests.count >= AT_ONCE) return;
      if (this.requests.has(key) || this.failed.has(key)) continue;
      const held = this.held.get(key);
      if (held?.isPreview === false && held.age === this.age) continue;
      void this.fetch(key, tile);
    }
  }

  private hold(key: string, tile: Tile, isPreview: boolean): void {
    const keep = new Set(this.wanted.map((wanted) => wanted.key));
    const { mean, ends } = tile;
    const bytes = (ends === null ? 1 : 3) * mean.byteLength + 4 * TILE * TILE;
    const old = this.held.get(key)?.painted;
    // A preview's picture stays until that of the tile has been painted.
    const painted = old === undefined ? undefined : { canvas: old.canvas, look: '' };
    const held = { tile, isPreview, age: this.age, largest: largestOf(tile), painted };
    this.held.set(key, held, bytes, keep);
  }

  private async fetch(key: string, { level, tile }: PlannedTile): Promise<void> {
    const { reader, weight, view, of } = this;
    const ask = async (signal: AbortSignal): Promise<void> => {
      const onProgress = (preview: TilePreview): void => {
        // A preview of new values would be a step back from the exact picture of the old.
        if (signal.aborted || this.held.get(key)?.isPreview === false) return;
        this.hold(key, previewTile(preview), true);
        this.changed();
      };
      const found = await reader.tile({ weight, view, level, tile, of }, { signal, onProgress });
      if (!signal.aborted) this.hold(key, found, false);
    };
    const ended = await this.requests.run(key, ask, (why) => {
      this.failed.add(key);
      this.problem ??= why;
    });
    if (!ended) return;
    this.changed();
    this.fetchNext();
  }
}
