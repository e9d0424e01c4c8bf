import assert from 'node:assert/strict';
import { copyFile, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type CompareWorker, startCompareWorker } from '../../../src/compute/client';
import { pieceDifference } from '../../../src/core/compare/pieceDifference';
import { tensorDifference } from '../../../src/core/compare/tensorDifference';
import { defaultView } from '../../../src/core/model/matrixView';
import type { PairDifference } from '../../../src/core/compare/comparison';
import { buildWorker } from '../../support/buildWorker';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { float32, type TempModel, tempModel } from '../../support/tempModel';

const COFFEE = resolve('samples/coffee-roasting/model.json');
const COLLAPSED = resolve('samples/coffee-roasting-collapsed/model.json');

describe('the worker that compares two models', () => {
  let script = '';
  const started: CompareWorker[] = [];
  const models: TempModel[] = [];

  const start = (a: string, b: string, scanThreads?: number): CompareWorker['comparison'] => {
    const side = (path: string) => ({ path, fileName: 'model.json', scanThreads });
    const worker = startCompareWorker(script, { a: side(a), b: side(b) });
    started.push(worker);
    return worker.comparison;
  };
  const model = async (...parameters: Parameters<typeof tempModel>): Promise<TempModel> => {
    const made = await tempModel(...parameters);
    models.push(made);
    return made;
  };
  const compareAll = async (
    comparison: CompareWorker['comparison'],
  ): Promise<readonly PairDifference[]> => {
    const all: PairDifference[] = [];
    await comparison.compareAll(null, { onProgress: ({ compared }) => all.push(...compared) });
    return all.sort((x, y) => x.pair - y.pair);
  };

  before(() => {
    script = buildWorker();
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    for (const made of models.splice(0)) await made.remove();
  });

  it('finds for the two coffee models what the values that TensorFlow.js loads come to', async () => {
    const comparison = start(COFFEE, COLLAPSED);
    const { pairs } = await comparison.openBoth({ hand: [] });
    const lines = await comparison.pairLines({ start: 0, end: pairs });
    const [a, b] = [await loadWithTfjs(COFFEE), await loadWithTfjs(COLLAPSED)];
    const [ours, theirs] = [weightValues(a), weightValues(b)];
    a.dispose();
    b.dispose();
    assert.equal(pairs, ours.size);
    for (const { pair, ...found } of await compareAll(comparison)) {
      const { name = '', nameInB = '' } = lines[pair] ?? {};
      const floats = (values: Iterable<number> | undefined) => Float32Array.from(values ?? []);
      const piece = pieceDifference(floats(ours.get(name)), floats(theirs.get(nameInB)));
      assert.deepEqual(found, { difference: tensorDifference([{ piece, start: 0 }]) }, name);
    }
  });

  it('finds a model bit-identical to itself', async () => {
    const comparison = start(COFFEE, COFFEE);
    await comparison.openBoth({ hand: [] });
    for (const found of await compareAll(comparison)) {
      assert.ok('difference' in found);
      assert.equal(found.difference.changed, 0);
      assert.equal(found.difference.relative, 0);
      assert.equal(found.difference.cosine, 1);
    }
    assert.deepEqual(await comparison.structure(null), []);
  });

  it('gives the same bits with one thread, with three, and however the files are cut', async () => {
    const values = (seed: number) =>
      Float32Array.from({ length: 700_001 }, (_, i) => Math.sin(i * seed) * (i % 7));
    const tensors = (seed: number) => [
      float32('small', [3], [1, 2, seed]),
      float32('large', [700_001], values(seed)),
      float32('last', [2], [seed, NaN]),
    ];
    const results = [];
    for (const [threads, shardBytes] of [
      [1, Infinity],
      [3, 100_003],
    ] as const) {
      const a = await model(tensors(1.5), { shardBytes });
      const b = await model(tensors(2.5), { shardBytes: 65_537 });
      const comparison = start(a.path, b.path, threads);
      await comparison.openBoth({ hand: [] });
      results.push(await compareAll(comparison));
    }
    assert.equal(results[0]?.length, 3);
    assert.deepEqual(results[1], results[0]);
  });

  it('shows the values of both and their difference, cell by cell', async () => {
    const a = await model([float32('d/kernel', [2, 2], [1, 2, 3, NaN])]);
    const b = await model([float32('d/kernel', [2, 2], [1, 5, -3, 4])]);
    const comparison = start(a.path, b.path);
    await comparison.openBoth({ hand: [] });
    const cells = async (of: 'stored' | 'edited' | 'change') => {
      const whole = { start: 0, end: 2 };
      const view = defaultView([2, 2]);
      const block = await comparison.cells({ weight: 0, view, rows: whole, columns: whole, of });
      return [...(block.values as Float32Array)];
    };
    assert.deepEqual(await cells('stored'), [1, 2, 3, NaN]);
    assert.deepEqual(await cells('edited'), [1, 5, -3, 4]);
    assert.deepEqual(await cells('change'), [0, 3, -6, NaN]);
  });

  it('finds the largest changes of one pair, exactly in whatever types the two are stored', async () => {
    const values = (seed: number) =>
      Float32Array.from({ length: 200_003 }, (_, i) => Math.fround(Math.sin(i * seed)));
    const changed = values(2);
    changed.set([5], 199_999);
    changed.set([NaN], 70_000);
    const a = await model([float32('d/kernel', [200_003], values(2))], { shardBytes: 99_999 });
    const b = await model([float32('d/kernel', [200_003], changed)]);
    const comparison = start(a.path, b.path);
    await comparison.openBoth({ hand: [] });
    const { at, changed: many, ...found } = await comparison.largest({ pair: 0, most: 10 });
    assert.deepEqual([many, [...at]], [2, [70_000, 199_999]]);
    const before = Math.fround(Math.sin(199_999 * 2));
    assert.deepEqual(found.b, Float32Array.of(NaN, 5));
    assert.equal(found.a[1], before);
    assert.equal(found.change[1], 5 - before);
  });

  it('sets values of A against those of B: points of few, counts of many, not finite ones apart', async () => {
    const many = Float32Array.from({ length: 100_000 }, (_, i) => (i % 10) / 10);
    const moved = many.map((x, i) => (i === 3 ? NaN : i === 4 ? 2 : x));
    const a = await model([float32('few', [3], [1, 2, NaN]), float32('many', [100_000], many)]);
    const b = await model([float32('few', [3], [1, 3, NaN]), float32('many', [100_000], moved)]);
    const comparison = start(a.path, b.path);
    await comparison.openBoth({ hand: [] });
    const ask = (pair: number) => comparison.scatter({ pair, mostPoints: 100, bins: 4 });
    assert.deepEqual(await ask(0), {
      finite: 2,
      nonFinite: { inA: 0, inB: 0, inBoth: 1 },
      points: { at: Float64Array.of(0, 1), a: Float64Array.of(1, 2), b: Float64Array.of(1, 3) },
      density: null,
    });
    const { density, nonFinite, finite } = await ask(1);
    assert.deepEqual([finite, nonFinite], [99_999, { inA: 0, inB: 1, inBoth: 0 }]);
    assert.deepEqual([density?.low, density?.high], [0, 2]);
    // Five values of ten lie below 0.5; of the others one has gone to 2, the last bin.
    const expected = [50_000 - 2, 0, 0, 0, 0, 50_000, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0];
    assert.deepEqual([...(density?.counts ?? [])], expected);
  });

  it('compares what the files hold now when both are opened again', async () => {
    const a = await model([float32('d/kernel', [2], [1, 2])]);
    const b = await model([float32('d/kernel', [2], [1, 5])]);
    const comparison = start(a.path, b.path);
    await comparison.openBoth({ hand: [] });
    const [before] = await compareAll(comparison);
    assert.ok(before !== undefined && 'difference' in before);
    assert.equal(before.difference.changed, 1);
    const shard = 'group1-shard1of1.bin';
    await copyFile(join(a.folder, shard), join(b.folder, shard));
    await comparison.openBoth({ hand: [] });
    const [after] = await compareAll(comparison);
    assert.ok(after !== undefined && 'difference' in after);
    assert.equal(after.difference.changed, 0);
    const change = await comparison.measure({ weight: 0, of: 'change' });
    assert.equal(change.statistics.max, 0);
  });

  it('lists what is in one model only, what does not fit and what cannot be read, and compares the rest', async () => {
    const a = await model([
      float32('only_a/kernel', [1], [1]),
      float32('reshaped/kernel', [2], [1, 2]),
      float32('good/kernel', [2], [1, 2]),
      float32('cut/kernel', [4], [1, 2, 3, 4]),
    ]);
    const b = await model([
      float32('reshaped/kernel', [3], [1, 2, 3]),
      float32('good/kernel', [2], [1, 3]),
      float32('cut/kernel', [4], [1, 2, 3, 4]),
    ]);
    await truncate(join(b.folder, 'group1-shard1of1.bin'), 24);
    const comparison = start(a.path, b.path);
    await comparison.openBoth({ hand: [] });
    const changes = await comparison.structure(null);
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ['onlyA', 'unfit'],
    );
    const [good, cut] = await compareAll(comparison);
    assert.ok(good !== undefined && 'difference' in good);
    assert.equal(good.difference.maxDifference, 1);
    assert.ok(cut !== undefined && 'problem' in cut);
    assert.match(cut.problem, /cut\/kernel lacks 12 of its 16 bytes/);
  });
});
