import assert from 'node:assert/strict';
import { truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFormatError, NotAModelError } from '../../../src/core/errors';
import { defaultView } from '../../../src/core/model/matrixView';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import type { OpenableFiles } from '../../../src/compute/files/openableFiles';
import { createSession } from '../../../src/compute/session';
import type { MeasureAllProgress, ModelApi, WeightMeasure } from '../../../src/protocol/model';
import { float32, type TempModel, tempModel } from '../../support/tempModel';
import { call } from './calls';

const tensors = [
  float32('dense/kernel', [2, 3], [1, -2, 0, 4, 0, -3]),
  float32('dense/bias', [3], [0.5, NaN, Infinity]),
  {
    name: 'labels',
    shape: [2],
    dtype: 'string',
    bytes: Uint8Array.of(1, 0, 0, 0, 97, 2, 0, 0, 0, 98, 99),
  },
  {
    name: 'phase',
    shape: [2],
    dtype: 'complex64',
    bytes: new Uint8Array(Float32Array.of(1, 2, 3, -4).buffer),
  },
  float32('tail', [4], [9, 8, 7, 6]),
];
const [KERNEL, BIAS, LABELS, PHASE, TAIL] = [0, 1, 2, 3, 4] as const;

describe('an open model', () => {
  let temp: TempModel;
  let files: NodeFiles;
  let api: ModelApi;
  const reads: { path: string; bytes: number }[] = [];

  beforeEach(async () => {
    temp = await tempModel(tensors, { shardBytes: 10 });
    files = new NodeFiles(temp.path);
    reads.length = 0;
    const watched: OpenableFiles = {
      size: (path) => files.size(path),
      read: async (path, offset, length) => {
        const bytes = await files.read(path, offset, length);
        reads.push({ path, bytes: bytes.length });
        return bytes;
      },
      forget: () => files.forget(),
    };
    api = createSession(watched, 'model.json');
  });
  afterEach(async () => {
    await files.forget();
    await temp.remove();
  });

  it('is opened by reading model.json and nothing else', async () => {
    const overview = await api.open(null, call());
    assert.deepEqual([...new Set(reads.map(({ path }) => path))], ['model.json']);
    assert.equal(overview.weightCount, 5);
    assert.equal(overview.fileName, 'model.json');
    const rows = await api.rows({ start: 0, end: 1_000 }, call());
    assert.equal(rows.length, overview.tree.depth.length);
  });

  it('of 400 MB is opened with as few bytes as its model.json has', async () => {
    const paths = Array.from({ length: 100 }, (_, i) => `shard${i}.bin`);
    const weights = Array.from({ length: 25 }, (_, i) => ({
      name: `dense_${i}/kernel`,
      shape: [2048, 2048],
      dtype: 'float32',
    }));
    const json = JSON.stringify({ weightsManifest: [{ paths, weights }] });
    await writeFile(temp.path, json);
    for (const path of paths) {
      await writeFile(join(temp.folder, path), '');
      await truncate(join(temp.folder, path), 4 * 1024 * 1024);
    }
    const overview = await api.open(null, call());
    assert.equal(overview.bytes, 400 * 1024 * 1024);
    assert.equal(
      reads.reduce((sum, { bytes }) => sum + bytes, 0),
      json.length,
    );
    const view = defaultView([2048, 2048]);
    await api.tile({ weight: 24, view, level: { y: 0, x: 0 }, tile: { y: 0, x: 0 } }, call());
    const tileBytes = reads.reduce((sum, { bytes }) => sum + bytes, 0) - json.length;
    assert.ok(tileBytes <= 4 * 1024 * 1024, `${tileBytes} bytes for one tile`);
  });

  it('shows exact values of any block, with text and complex numbers as they are', async () => {
    const cells = await api.cells(
      {
        weight: KERNEL,
        view: defaultView([2, 3]),
        rows: { start: 1, end: 2 },
        columns: { start: 0, end: 3 },
      },
      call(),
    );
    assert.deepEqual(cells.values, Float32Array.of(4, 0, -3));
    const row = { start: 0, end: 1 };
    const view = { rowAxis: null, columnAxis: 0, at: [0] };
    const labels = await api.cells(
      { weight: LABELS, view, rows: row, columns: { start: 0, end: 2 } },
      call(),
    );
    assert.deepEqual(labels.values, ['a', 'bc']);
    const { shape, axes } = await api.detail({ weight: PHASE }, call());
    assert.deepEqual(
      [shape, axes.at(-1)?.parts],
      [
        [2, 2],
        ['real', 'imaginary'],
      ],
    );
    const imaginary = { rowAxis: null, columnAxis: 0, at: [0, 1] };
    const parts = await api.cells(
      { weight: PHASE, view: imaginary, rows: row, columns: { start: 0, end: 2 } },
      call(),
    );
    assert.deepEqual(parts.values, Float32Array.of(2, -4));
  });

  it('measures a tensor, and counts the parts of complex numbers apart', async () => {
    const { statistics, quantiles, histogram } = await api.measure({ weight: KERNEL }, call());
    assert.deepEqual([statistics.min, statistics.max, statistics.l1], [-3, 4, 10]);
    assert.equal(quantiles.find(({ q }) => q === 0.75)?.value, 0.75);
    assert.equal(
      histogram?.counts.reduce((a, b) => a + b),
      6,
    );
    const phase = await api.measure({ weight: PHASE }, call());
    assert.deepEqual(
      [phase.statistics.count, phase.statistics.min, phase.statistics.minAt],
      [4, -4, 3],
    );
    const zoomed = await api.histogram({ weight: KERNEL, low: 0, high: 2, bins: 2 }, call());
    assert.deepEqual([...zoomed.counts], [2, 1]);
    await assert.rejects(
      api.histogram({ weight: KERNEL, low: 1, high: 0, bins: 2 }, call()),
      RangeError,
    );
    await assert.rejects(api.measure({ weight: LABELS }, call()), /labels holds text/);
  });

  it('measures all weights; one that cannot be read says why and stops nothing', async () => {
    const last = join(temp.folder, 'group1-shard8of8.bin');
    await truncate(last, 0);
    await api.open(null, call());
    const all = call<MeasureAllProgress>();
    await api.measureAll(null, all);
    const results = all.seen.flatMap(({ measured }) => measured);
    assert.deepEqual(
      results.map(({ weight }) => weight),
      [0, 1, 2, 3, 4],
    );
    const problem = (weight: number): string | undefined => {
      const line: WeightMeasure | undefined = results[weight];
      return line !== undefined && 'problem' in line ? line.problem : undefined;
    };
    assert.deepEqual(
      [problem(KERNEL), problem(BIAS), problem(PHASE)],
      [undefined, undefined, undefined],
    );
    assert.match(problem(LABELS) ?? '', /labels holds text/);
    assert.match(problem(TAIL) ?? '', /tail.*group1-shard8of8\.bin/);
    assert.equal(all.seen.at(-1)?.fraction, 1);
  });

  it('reads nothing twice for what the table of all weights has measured', async () => {
    await api.measureAll(null, call<MeasureAllProgress>());
    reads.length = 0;
    await api.measure({ weight: KERNEL }, call());
    await api.measureAll(null, call<MeasureAllProgress>());
    assert.deepEqual(reads, []);
  });

  it('checked, tells which files are amiss and marks the rows of their weights', async () => {
    await truncate(join(temp.folder, 'group1-shard8of8.bin'), 0);
    const { problems, rows } = await api.check(null, call());
    assert.match(problems.join('\n'), /group1-shard8of8\.bin/);
    const [row = -1] = rows;
    assert.equal(rows.length, 1);
    assert.match((await api.rows({ start: row, end: row + 1 }, call()))[0]?.problem ?? '', /tail/);
    assert.match((await api.detail({ weight: TAIL }, call())).problem ?? '', /tail/);
    const [line] = await api.weightLines({ start: TAIL, end: TAIL + 1 }, call());
    assert.deepEqual([line?.row, line?.name, line?.shape], [row, 'tail', '4']);
  });

  it('asked to open again, sees what is on disk then', async () => {
    await api.open(null, call());
    await api.measure({ weight: KERNEL }, call());
    const other = await tempModel([float32('other', [1], [5])]);
    const json = {
      weightsManifest: [
        { paths: ['new.bin'], weights: [{ name: 'w', shape: [1], dtype: 'float32' }] },
      ],
    };
    await writeFile(temp.path, JSON.stringify(json));
    await writeFile(join(temp.folder, 'new.bin'), new Uint8Array(Float32Array.of(5).buffer));
    assert.equal((await api.open(null, call())).weightCount, 1);
    assert.equal((await api.measure({ weight: 0 }, call())).statistics.max, 5);
    await other.remove();
  });

  it('that is no model, too large, broken or gone is told in one sentence each time', async () => {
    await writeFile(temp.path, '{"name": "package"}');
    await assert.rejects(api.open(null, call()), NotAModelError);
    await writeFile(temp.path, '{"weightsManifest": [');
    await assert.rejects(api.open(null, call()), /model\.json is incomplete/);
    await assert.rejects(api.detail({ weight: 0 }, call()), /model\.json is incomplete/);
    await truncate(temp.path, 200 * 1024 * 1024);
    reads.length = 0;
    await assert.rejects(api.open(null, call()), /200 MiB of JSON/);
    assert.deepEqual(reads, []);
    await unlink(temp.path);
    await assert.rejects(api.open(null, call()), (error) => {
      assert.ok(error instanceof ModelFormatError);
      assert.match(error.message, /model\.json is missing/);
      return true;
    });
  });

  it('gives tensors and blocks as text', async () => {
    const whole = await api.text({ weight: PHASE, as: 'numpy', block: null }, call());
    assert.equal(
      whole.text,
      'np.array([[1, 2],\n [3, -4]], dtype=np.float32).view(np.complex64)[..., 0]',
    );
    const block = {
      view: { rowAxis: 1, columnAxis: 0, at: [0, 0] },
      rows: { start: 0, end: 2 },
      columns: { start: 0, end: 2 },
    };
    const { text } = await api.text({ weight: KERNEL, as: 'tsv', block }, call());
    assert.equal(text, '1\t4\n-2\t0');
  });

  it('refuses weights, tiles and filters that are not there', async () => {
    await assert.rejects(api.detail({ weight: 5 }, call()), /no weight 5/);
    await assert.rejects(
      api.gallery({ weight: KERNEL, input: 'mean', outputs: { start: 0, end: 1 } }, call()),
      /dense\/kernel is no convolution kernel/,
    );
    const key = { weight: KERNEL, view: defaultView([2, 3]), level: { y: 0, x: 0 } };
    const tile = await api.tile({ ...key, tile: { y: 0, x: 0 } }, call());
    assert.deepEqual([tile.height, tile.width, [...tile.mean]], [2, 3, [1, -2, 0, 4, 0, -3]]);
    await assert.rejects(api.tile({ ...key, tile: { y: 0, x: 1 } }, call()), /There is no tile/);
    assert.deepEqual(await api.rows({ start: -5, end: 0 }, call()), []);
  });
});
