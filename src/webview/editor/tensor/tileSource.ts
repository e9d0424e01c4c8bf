import type { MatrixView } from '../../../core/model/matrixView';
import { type Tile, TILE } from '../../../protocol/model';
import { Lru } from '../../ui/lru';
import { host, isCancelled, sentence } from '../store';
import type { PlannedTile } from './tilePlan';

/** Values of some eighty full tiles with their pixels: more than a screen holds at any zoom. */
const BUDGET_BYTES = 64 * 1024 * 1024;
/** Enough to keep the worker busy; few, so that those no longer wanted are seldom under way. */
const AT_ONCE = 4;

interface Held {
  readonly tile: Tile;
  painted: { readonly canvas: OffscreenCanvas; readonly look: string } | undefined;
}

/** The tiles of one weight: fetches what is in sight, takes back what no longer is. */
export class TileSource {
  /** The first reason why a tile of this view could not be had. */
  problem: string | undefined;
  private readonly held = new Lru<Held>(BUDGET_BYTES);
  private readonly failed = new Set<string>();
  private readonly running = new Map<string, AbortController>();
  private wanted: readonly { readonly key: string; readonly tile: PlannedTile }[] = [];
  private view: MatrixView;
  private prefix = '';

  constructor(
    private readonly weight: number,
    view: MatrixView,
    private readonly changed: () => void,
  ) {
    this.view = view;
    this.show(view);
  }

  /** Changes to another slice or other axes; tiles of the old ones stay while there is room. */
  show(view: MatrixView): void {
    this.view = view;
    this.prefix = `${view.rowAxis ?? ''},${view.columnAxis ?? ''}@${view.at.join(',')}/`;
    this.problem = undefined;
    this.failed.clear();
    this.want([]);
  }

  want(tiles: readonly PlannedTile[]): void {
    this.wanted = tiles.map((tile) => ({ key: this.prefix + tile.key, tile }));
    const keys = new Set(this.wanted.map(({ key }) => key));
    for (const [key, controller] of this.running) {
      if (keys.has(key)) continue;
      controller.abort();
      this.running.delete(key);
    }
    this.fetchNext();
  }

  get(tile: PlannedTile): Tile | undefined {
    return this.held.get(this.prefix + tile.key)?.tile;
  }

  get busy(): boolean {
    return this.running.size > 0;
  }

  /**
   * The tile as a picture in the given look; `paint` makes it when there is none yet. A picture in an
   * older look is returned as it is when `paint` declines, for the time being.
   */
  picture(
    tile: PlannedTile,
    look: string,
    paint: (tile: Tile) => OffscreenCanvas | undefined,
  ): OffscreenCanvas | undefined {
    const held = this.held.get(this.prefix + tile.key);
    if (held === undefined) return undefined;
    if (held.painted?.look !== look) {
      const canvas = paint(held.tile);
      if (canvas !== undefined) held.painted = { canvas, look };
    }
    return held.painted?.canvas;
  }

  dispose(): void {
    this.want([]);
    this.held.clear();
  }

  private fetchNext(): void {
    for (const { key, tile } of this.wanted) {
      if (this.running.size >= AT_ONCE) return;
      if (this.running.has(key) || this.held.has(key) || this.failed.has(key)) continue;
      void this.fetch(key, tile);
    }
  }

  private async fetch(key: string, { level, tile }: PlannedTile): Promise<void> {
    const controller = new AbortController();
    this.running.set(key, controller);
    try {
      const { weight, view } = this;
      const found = await host.tile({ weight, view, level, tile }, { signal: controller.signal });
      const keep = new Set(this.wanted.map((wanted) => wanted.key));
      const bytes = found.mean.byteLength + found.extreme.byteLength + 4 * TILE * TILE;
      this.held.set(key, { tile: found, painted: undefined }, bytes, keep);
    } catch (error) {
      if (isCancelled(error) || controller.signal.aborted) return;
      this.failed.add(key);
      this.problem ??= sentence(error);
    } finally {
      if (this.running.get(key) === controller) this.running.delete(key);
    }
    this.changed();
    this.fetchNext();
  }
}
