import assert from 'node:assert/strict';
import { type AskedTile, Overviews, type Tensor } from '../../../src/compute/views/overviews';
import { readTile } from '../../../src/compute/views/readTile';
import { CancelledError } from '../../../src/protocol/channel';
import type { Tile, TileKey, TilePreview } from '../../../src/protocol/model';

const turn = (): Promise<void> => Promise.resolve();
const asked = (): AskedTile => ({
  turn,
  signal: new AbortController().signal,
  preview: () => undefined,
});

/** Multiples of 1/8, which add up exactly in any order, with one value that is not like the others. */
function tensorOf(
  shape: readonly number[],
  odd = 1000,
): Tensor & { readonly readValues: () => number } {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length: count }, (_, i) => ((i * 7919) % 1024) / 8 - 64);
  values[Math.floor(count / 3)] = odd;
  let readValues = 0;
  return {
    name: 'w',
    shape,
    readValues: () => readValues,
    read: (start, end) => {
      readValues += end - start;
      return Promise.resolve(values.subarray(start, end));
    },
  };
}

function keyOf(level: number, y: number, x: number, isTransposed = false): TileKey {
  const [rowAxis, columnAxis] = isTransposed ? [1, 0] : [0, 1];
  const view = { rowAxis, columnAxis, at: [0, 0] };
  return { weight: 0, view, level: { y: level, x: level }, tile: { y, x } };
}

const direct = (tensor: Tensor, key: TileKey): Promise<Tile> =>
  readTile(tensor.read, tensor.name, tensor.shape, key, turn);

describe('coarse tiles', () => {
  it('of one level and of all coarser ones come from one scan, and equal those read alone', async () => {
    for (const isTransposed of [false, true]) {
      const tensor = tensorOf([3000, 2100]);
      const overviews = new Overviews();
      const keys = [
        [2, 0, 0],
        [2, 0, 1],
        [2, 1, 0],
        [3, 0, 0],
        [6, 0, 0],
      ].map(([level = 0, y = 0, x = 0]) => keyOf(level, y, x, isTransposed));
      const made = await Promise.all(keys.map((key) => overviews.tile(tensor, 'w', key, asked())));
      assert.equal(tensor.readValues(), 3000 * 2100);
      for (const [i, key] of keys.entries()) {
        assert.deepEqual(made[i], await direct(tensor, key));
      }
    }
  });

  it('show a single NaN or outlier among millions', async () => {
    const key = keyOf(4, 0, 0);
    const [nan, large] = await Promise.all(
      [NaN, 1e6].map((odd) => new Overviews().tile(tensorOf([3000, 2100], odd), 'w', key, asked())),
    );
    assert.equal(nan?.mean.filter(Number.isNaN).length, 1);
    assert.equal(large?.ends?.max.filter((x) => x === 1e6).length, 1);
  });

  it('are only those that a scan is worth', () => {
    assert.ok(!Overviews.covers([1000, 1000], keyOf(4, 0, 0)));
    assert.ok(!Overviews.covers([16384, 16384], keyOf(2, 0, 0)));
    assert.ok(Overviews.covers([16384, 16384], keyOf(5, 0, 0)));
  });

  for (const isTransposed of [false, true]) {
    const which = isTransposed ? 'transposed tensor' : 'tensor';
    it(`of a large ${which} are previewed from a small part of it, and in few numbers`, async () => {
      const tensor = tensorOf([8100, 4096]);
      const previews: { preview: TilePreview; read: number }[] = [];
      // The second tile along the file: it ends within what a sample stands for.
      const key = isTransposed ? keyOf(4, 0, 1, true) : keyOf(4, 1, 0);
      const exact = await new Overviews().tile(tensor, 'w', key, {
        ...asked(),
        preview: (preview) => previews.push({ preview, read: tensor.readValues() }),
      });
      assert.equal(previews.length, 1);
      const [{ preview, read } = assert.fail()] = previews;
      assert.ok(read <= tensor.readValues() / 4, `${read}`);
      assert.deepEqual([preview.height, preview.width], [exact.height, exact.width]);
      const { each, means } = preview;
      const [down, across] = [Math.ceil(exact.height / each.y), Math.ceil(exact.width / each.x)];
      assert.equal(means.length, down * across);
      assert.equal(each.y * each.x, 4);
      for (let y = 0; y < exact.height; y++) {
        for (let x = 0; x < exact.width; x++) {
          const mean = means[Math.floor(y / each.y) * across + Math.floor(x / each.x)] ?? NaN;
          const off = Math.abs(mean - (exact.mean[y * exact.width + x] ?? NaN));
          assert.ok(off < 64, `nothing like the tensor at ${y}, ${x}`);
        }
      }
    });
  }

  it('are no longer made once nobody waits for them', async () => {
    const tensor = tensorOf([8192, 4096]);
    const controller = new AbortController();
    const { signal } = controller;
    const leftAfterOneRead: Tensor = {
      ...tensor,
      read: async (start, end) => {
        controller.abort();
        // As from a slow disk: what is read in the time of grace is little on any machine.
        await new Promise((resolve) => setTimeout(resolve, 5));
        return tensor.read(start, end);
      },
    };
    const overviews = new Overviews();
    const tile = overviews.tile(leftAfterOneRead, 'w', keyOf(4, 0, 0), { ...asked(), signal });
    await assert.rejects(tile, CancelledError);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(tensor.readValues() < (8192 * 4096) / 4, `${tensor.readValues()}`);
  });

  it('of what is there can be had although the file is cut off', async () => {
    const tensor = tensorOf([3000, 2100]);
    const cut: Tensor = {
      ...tensor,
      read: (start, end) =>
        end > 2000 * 2100 ? Promise.reject(new Error('lacks bytes')) : tensor.read(start, end),
    };
    const overviews = new Overviews();
    const tile = (y: number): Promise<Tile> => overviews.tile(cut, 'w', keyOf(2, y, 0), asked());
    assert.deepEqual(await tile(0), await direct(tensor, keyOf(2, 0, 0)));
    await assert.rejects(tile(2), /lacks bytes/);
  });
});
