import type { CallOptions } from '../../protocol/channel';
import type { Tile, TileKey } from '../../protocol/model';
import type { ValueReader } from '../tensor/tensorHelp';

/** A tile that was asked for before the page that shows it was there. */
interface Ahead {
  readonly controller: AbortController;
  readonly answer: Promise<Tile>;
  preview: Tile | undefined;
  onPreview: ((tile: Tile) => void) | undefined;
}

/** Passes requests on, but for tiles that were asked for ahead: whoever asks for one gets that answer. */
export class TilesAhead implements ValueReader {
  private readonly under = new Map<string, Ahead>();

  constructor(private readonly reader: ValueReader) {}

  readonly cells: ValueReader['cells'] = (params, options) => this.reader.cells(params, options);

  /** Asks for tiles; those asked for before that nobody wanted are taken back. */
  ask(keys: readonly TileKey[]): void {
    this.clear();
    for (const key of keys) {
      const controller = new AbortController();
      const { signal } = controller;
      const onProgress = (tile: Tile): void => {
        ahead.preview = tile;
        ahead.onPreview?.(tile);
      };
      const answer = this.reader.tile(key, { signal, onProgress });
      answer.catch(() => undefined);
      const ahead: Ahead = { controller, answer, preview: undefined, onPreview: undefined };
      this.under.set(nameOf(key), ahead);
    }
  }

  clear(): void {
    for (const { controller } of this.under.values()) controller.abort();
    this.under.clear();
  }

  readonly tile = (key: TileKey, options: CallOptions<Tile> = {}): Promise<Tile> => {
    const name = nameOf(key);
    const ahead = this.under.get(name);
    if (ahead === undefined) return this.reader.tile(key, options);
    this.under.delete(name);
    const { signal, onProgress } = options;
    if (signal?.aborted === true) ahead.controller.abort();
    signal?.addEventListener('abort', () => ahead.controller.abort(), { once: true });
    ahead.onPreview = onProgress;
    const { preview } = ahead;
    if (preview !== undefined) {
      queueMicrotask(() => {
        if (signal?.aborted !== true) onProgress?.(preview);
      });
    }
    return ahead.answer;
  };
}

function nameOf({ weight, view, level, tile, of = 'edited' }: TileKey): string {
  const { rowAxis, columnAxis, at } = view;
  return JSON.stringify([weight, rowAxis, columnAxis, at, level.y, level.x, tile.y, tile.x, of]);
}
