import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnCount, rowCount } from '../../../src/core/model/matrixView';
import { readTile } from '../../../src/compute/views/readTile';
import { TILE, type Tile, type TileKey } from '../../../src/protocol/model';
import type { Kernels } from '../../../src/compute/kernels/loadKernels';
import { freshKernels } from '../../support/kernels';
import { flatIndex, viewed } from './views';

const turn = (): Promise<void> => Promise.resolve();

function tileOf(
  values: Float32Array,
  shape: readonly number[],
  key: Omit<TileKey, 'weight'>,
  kernels?: Kernels,
): Promise<Tile> {
  const read = (start: number, end: number): Promise<Float32Array> =>
    Promise.resolve(values.subarray(start, end));
  return readTile(read, 'w', shape, { weight: 0, ...key }, turn, kernels);
}

/** Mean, minimum and maximum of each pixel. */
function shown({ mean, ends }: Tile): number[][] {
  return [mean, ends?.min ?? mean, ends?.max ?? mean].map((values) => [...values]);
}

/** A pixel by its definition in `Tile`. */
function pixelOf(covered: readonly number[]): { mean: number; min: number; max: number } {
  const [min, max] = [Math.min(...covered), Math.max(...covered)];
  const infinite = covered.includes(Infinity) ? Infinity : covered.find((x) => x === -Infinity);
  const sum = covered.reduce((total, x) => total + x, 0);
  const mean = Number.isNaN(min) ? NaN : (infinite ?? Math.fround(sum / covered.length));
  return { mean, min, max };
}

function bruteForce(
  values: Float32Array,
  shape: readonly number[],
  key: Omit<TileKey, 'weight'>,
): number[][] {
  const { view, level, tile } = key;
  const [h, w] = [2 ** level.y, 2 ** level.x];
  const rows = Math.min(rowCount(shape, view), (tile.y + 1) * TILE * h);
  const columns = Math.min(columnCount(shape, view), (tile.x + 1) * TILE * w);
  const mean: number[] = [];
  const min: number[] = [];
  const max: number[] = [];
  for (let top = tile.y * TILE * h; top < rows; top += h)
    for (let left = tile.x * TILE * w; left < columns; left += w) {
      const covered: number[] = [];
      for (let r = top; r < Math.min(top + h, rows); r++)
        for (let c = left; c < Math.min(left + w, columns); c++)
          covered.push((values[flatIndex({ shape, view }, r, c)] ?? 0) + 0);
      const pixel = pixelOf(covered);
      mean.push(pixel.mean);
      min.push(pixel.min);
      max.push(pixel.max);
    }
  return [mean, min, max];
}

/** Multiples of 1/8 add up exactly in any order. */
const value = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: -64, max: 64 }).map((n) => n / 8) },
  fc.constantFrom(NaN, Infinity, -Infinity),
);

describe('a tile', () => {
  const kernels = freshKernels();

  it('holds mean and ends of what each pixel covers, for any view and level', () =>
    fc.assert(
      fc.asyncProperty(
        viewed,
        fc.nat({ max: 4 }),
        fc.nat({ max: 4 }),
        fc.array(value, { minLength: 1, maxLength: 200 }),
        async ({ shape, view }, y, x, pattern) => {
          const count = shape.reduce((product, size) => product * size, 1);
          const values = Float32Array.from(
            { length: count },
            (_, i) => pattern[i % pattern.length] ?? 0,
          );
          const key = { view, level: { y, x }, tile: { y: 0, x: 0 } };
          const expected = bruteForce(values, shape, key);
          for (const tile of [
            await tileOf(values, shape, key),
            await tileOf(values, shape, key, kernels),
          ]) {
            assert.deepEqual(shown(tile), expected);
            assert.equal(tile.height * tile.width, expected[0]?.length);
            assert.equal(tile.ends === null, y === 0 && x === 0);
          }
        },
      ),
    ));

  it('covers its own part of a matrix larger than a tile, also where lines are cut into several reads', async () => {
    const shape = [600, 5_000];
    const values = Float32Array.from({ length: 3_000_000 }, (_, i) => ((i * 7919) % 1024) / 8 - 64);
    for (const [rowAxis, columnAxis] of [
      [0, 1],
      [1, 0],
    ] as const)
      for (const [y, x] of [
        [0, 0],
        [1, 3],
        [3, 1],
      ] as const) {
        const view = { rowAxis, columnAxis, at: [0, 0] };
        const last = (axis: 0 | 1, level: number): number =>
          Math.floor(((shape[axis] ?? 0) - 1) / (TILE * 2 ** level));
        const key = {
          view,
          level: { y, x },
          tile: { y: last(rowAxis, y), x: last(columnAxis, x) },
        };
        for (const tile of [
          await tileOf(values, shape, key),
          await tileOf(values, shape, key, kernels),
        ])
          assert.deepEqual(shown(tile), bruteForce(values, shape, key));
      }
  });

  it('may cover more columns with a pixel than one read brings', async () => {
    const length = 3_000_001;
    const values = new Float32Array(length).fill(1);
    values[2_999_999] = -5;
    const view = { rowAxis: null, columnAxis: 0, at: [0] };
    const tile = await tileOf(values, [length], {
      view,
      level: { y: 0, x: 21 },
      tile: { y: 0, x: 0 },
    });
    assert.deepEqual(shown(tile).slice(1), [
      [1, -5],
      [1, 1],
    ]);
    assert.deepEqual([tile.height, tile.width, tile.mean[0]], [1, 2, 1]);
  });

  it('shows a finite float64 that float32 cannot hold as very large, not as infinite', async () => {
    const values = Float64Array.of(1e300, -1e300);
    const view = { rowAxis: null, columnAxis: 0, at: [0] };
    const key = { weight: 0, view, level: { y: 0, x: 0 }, tile: { y: 0, x: 0 } };
    const tile = await readTile(
      (s, e) => Promise.resolve(values.subarray(s, e)),
      'w',
      [2],
      key,
      turn,
    );
    assert.ok(shown(tile).flat().every(Number.isFinite));
  });

  it('outside the matrix is refused, and one of text says where to read it', async () => {
    const view = { rowAxis: 0, columnAxis: 1, at: [0, 0] };
    const at = (y: number, x: number): Omit<TileKey, 'weight'> => ({
      view,
      level: { y: 0, x: 0 },
      tile: { y, x },
    });
    for (const key of [at(1, 0), at(-1, 0), at(0, 0.5), { ...at(0, 0), level: { y: 2000, x: 0 } }])
      await assert.rejects(tileOf(new Float32Array(4), [2, 2], key), /There is no tile/);
    const words = (): Promise<string[]> => Promise.resolve(['a', 'b', 'c', 'd']);
    await assert.rejects(
      readTile(words, 'labels', [2, 2], { weight: 0, ...at(0, 0) }, turn),
      /labels holds text/,
    );
  });
});
