import type { CallOptions } from '../../protocol/channel';
import type { Tile, TileKey, TilePreview } from '../../protocol/model';
import type { ValueReader } from '../tensor/tensorHelp';

/** A tile that was asked for before the page that shows it was there. */
interface Ahead {
  readonly name: string;
  readonly controller: AbortController;
  readonly answer: Promise<Tile>;
  preview: TilePreview | undefined;
  onPreview: ((preview: TilePreview) => void) | undefined;
}

/**
 * Passes requests on, but for the tile that was asked for ahead: whoever asks for it gets that answer.
 * It is one tile only, for those that are asked for together come together.
 */
export class TileAhead implements ValueReader {
  private under: Ahead | undefined;

  constructor(private readonly reader: ValueReader) {}

  readonly cells: ValueReader['cells'] = (params, options) => this.reader.cells(params, options);

  ask(key: TileKey): void {
    this.drop();
    const controller = new AbortController();
    const onProgress = (preview: TilePreview): void => {
      ahead.preview = preview;
      ahead.onPreview?.(preview);
    };
    const answer = this.reader.tile(key, { signal: controller.signal, onProgress });
    answer.catch(() => undefined);
    const name = nameOf(key);
    const ahead: Ahead = { name, controller, answer, preview: undefined, onPreview: undefined };
    this.under = ahead;
  }

  /** Takes back what nobody has asked for since. */
  drop(): void {
    this.under?.controller.abort();
    this.under = undefined;
  }

  readonly tile = (key: TileKey, options: CallOptions<TilePreview> = {}): Promise<Tile> => {
    const ahead = this.under;
    if (ahead?.name !== nameOf(key)) return this.reader.tile(key, options);
    this.under = undefined;
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
