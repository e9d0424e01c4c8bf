import assert from 'node:assert/strict';
import { CancelledError, type CallOptions } from '../../../../src/protocol/channel';
import type { Tile, TileKey, TilePreview } from '../../../../src/protocol/model';
import { TileAhead } from '../../../../src/webview/editor/tileAhead';

const KEY: TileKey = {
  weight: 3,
  view: { rowAxis: 0, columnAxis: 1, at: [0, 0] },
  level: { y: 5, x: 5 },
  tile: { y: 0, x: 1 },
};
/** As a page asks for it. */
const SAME: TileKey = { ...KEY, view: { ...KEY.view }, of: 'edited' };
const TILE: Tile = { height: 1, width: 1, mean: Float32Array.of(7), ends: null };
const PREVIEW: TilePreview = {
  height: 1,
  width: 1,
  each: { y: 1, x: 1 },
  means: Float32Array.of(6),
};

interface Asked {
  readonly key: TileKey;
  readonly options: CallOptions<TilePreview>;
  answer(tile: Tile): void;
}

/** A model that answers when it is told to, as the worker does. */
function slowModel(): { readonly asked: readonly Asked[]; readonly ahead: TileAhead } {
  const asked: Asked[] = [];
  const tile = (key: TileKey, options: CallOptions<TilePreview> = {}): Promise<Tile> =>
    new Promise((answer, reject) => {
      asked.push({ key, options, answer });
      options.signal?.addEventListener('abort', () => reject(new CancelledError()));
    });
  const cells = (): never => assert.fail('nobody asked for cells');
  return { asked, ahead: new TileAhead({ tile, cells }) };
}

describe('the tile that is asked for with the selection of a tensor', () => {
  it('is asked of the model once, and is there for the page that asks for it', async () => {
    const { asked, ahead } = slowModel();
    ahead.ask(KEY);
    const wanted = ahead.tile(SAME);
    assert.equal(asked.length, 1);
    asked[0]?.answer(TILE);
    assert.equal(await wanted, TILE);
    void ahead.tile(SAME);
    assert.equal(asked.length, 2, 'asked for again, it is read again');
  });

  it('tells of previews that came before the page was there, and after', async () => {
    const { asked, ahead } = slowModel();
    ahead.ask(KEY);
    asked[0]?.options.onProgress?.(PREVIEW);
    const previews: TilePreview[] = [];
    void ahead.tile(SAME, { onProgress: (preview) => previews.push(preview) });
    await Promise.resolve();
    assert.deepEqual(previews, [PREVIEW]);
    asked[0]?.options.onProgress?.(PREVIEW);
    assert.equal(previews.length, 2);
  });

  it('keeps nobody from asking for others', async () => {
    const { asked, ahead } = slowModel();
    ahead.ask(KEY);
    for (const other of [
      { ...KEY, weight: 4 },
      { ...KEY, level: { y: 5, x: 4 } },
      { ...KEY, tile: { y: 1, x: 1 } },
      { ...KEY, view: { ...KEY.view, at: [0, 1] } },
      { ...KEY, of: 'stored' as const },
    ]) {
      const wanted = ahead.tile(other);
      const last = asked.at(-1);
      assert.equal(last?.key, other);
      last.answer(TILE);
      assert.equal(await wanted, TILE);
    }
  });

  it('is taken back when another tensor is selected first, when values change, and by the page', async () => {
    const { asked, ahead } = slowModel();
    ahead.ask(KEY);
    ahead.ask({ ...KEY, weight: 4 });
    assert.equal(asked[0]?.options.signal?.aborted, true);
    ahead.drop();
    assert.equal(asked[1]?.options.signal?.aborted, true);
    ahead.ask(KEY);
    const controller = new AbortController();
    const wanted = ahead.tile(SAME, { signal: controller.signal });
    controller.abort();
    await assert.rejects(wanted, CancelledError);
    assert.equal(asked[2]?.options.signal?.aborted, true);
  });
});
