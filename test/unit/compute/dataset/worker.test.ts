import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type DataWorker, startDataWorker } from '../../../../src/compute/client';
import type { DataModel } from '../../../../src/core/dataset/dataModel';
import { CancelledError } from '../../../../src/protocol/channel';
import type {
  DataFilesApi,
  DataSource,
  PrepareRequest,
  TableInfo,
} from '../../../../src/protocol/data';
import { buildWorker } from '../../../support/buildWorker';
import { diskFilesApi } from '../../../support/diskFilesApi';
import { greyPng } from '../../../support/pngBytes';
import { modelOf } from '../../dataset/support';

const REGRESSION = modelOf([2], [1], null);

describe('the worker that reads data', () => {
  let folder = '';
  let script = '';
  const started: DataWorker[] = [];
  const start = (files?: DataFilesApi): DataWorker => {
    const worker = startDataWorker(script, join(folder, 'columns'), files);
    started.push(worker);
    return worker;
  };
  const sourceOf = (path: string, more: Partial<DataSource> = {}): DataSource => ({
    kind: 'file',
    path,
    uri: `file://${path}`,
    fileName: basename(path),
    label: basename(path),
    header: 'auto',
    delimiter: 'auto',
    ...more,
  });
  const put = async (name: string, content: string | Uint8Array): Promise<DataSource> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return sourceOf(path);
  };
  const open = async (
    { data }: DataWorker,
    content: string,
    model: DataModel = REGRESSION,
  ): Promise<TableInfo> => data.openTable({ source: await put('rows.csv', content), model });
  const requestFor = (
    { table }: TableInfo,
    more: Partial<PrepareRequest> = {},
  ): PrepareRequest => ({
    table,
    model: REGRESSION,
    choice: {
      inputs: [{ columns: ['a', 'b'], scaling: { kind: 'none' } }],
      targets: [{ columns: ['y'], classes: null }],
      losses: ['meanSquaredError'],
      missing: 'refuse',
    },
    validation: { kind: 'none' },
    ...more,
  });
  /** A table whose inputs are too large for a message, read fast: pictures in one cell. */
  const LARGE_ROWS = 40;
  const LARGE_MODEL = modelOf([30_000], [1], null);
  const large = async (): Promise<DataSource> => {
    const row = { a: Array.from({ length: 30_000 }, (_, i) => i), y: 1 };
    const rows = Array.from({ length: LARGE_ROWS }, () => row);
    return put('large.json', JSON.stringify(rows));
  };
  const largeRequest = (info: TableInfo): PrepareRequest => ({
    ...requestFor(info),
    model: LARGE_MODEL,
    choice: {
      ...requestFor(info).choice,
      inputs: [{ columns: ['a'], scaling: { kind: 'none' } }],
    },
  });

  before(() => {
    script = buildWorker();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a CSV from the file to what is trained on', async () => {
    const worker = start();
    const info = await open(worker, 'a,b,y\n1,10,100\n2,20,200\n3,30,300\n4,40,400\n');
    assert.deepEqual(
      info.columns.map(({ name, holds, missing }) => [name, holds, missing]),
      ['a', 'b', 'y'].map((name) => [name, 'numbers', 0]),
    );
    const { training, validation } = await worker.data.prepare(
      requestFor(info, {
        validation: { kind: 'fraction', fraction: 0.25, seed: 3, stratified: false },
      }),
    );
    assert.deepEqual([training.rows, validation?.rows], [3, 1]);
    const [inputs, target] = [training.inputs[0], training.targets[0]];
    assert.ok(inputs?.values instanceof Float32Array && target?.values instanceof Float32Array);
    const tens = [...inputs.values].filter((_, i) => i % 2 === 1);
    assert.deepEqual(
      [...target.values],
      tens.map((b) => 10 * b),
    );
    assert.equal(existsSync(join(folder, 'columns')), false);
  });

  it('tells what columns hold, and what they lack', async () => {
    const worker = start();
    const info = await open(worker, 'a,b,y\n1,x,\n2,3,NA\n,y,5\n');
    assert.deepEqual(
      info.columns.map(({ holds, missing }) => [holds, missing]),
      [
        ['numbers', 1],
        ['both', 0],
        ['numbers', 2],
      ],
    );
    const preview = await worker.data.preview({ table: info.table, start: 1, end: 99 });
    assert.deepEqual(preview, {
      names: ['a', 'b', 'y'],
      first: 2,
      rows: [
        ['2', '3', null],
        [null, 'y', '5'],
      ],
    });
  });

  it('hands large columns over as files, until they are released', async () => {
    const { data } = start();
    const info = await data.openTable({ source: await large(), model: LARGE_MODEL });
    const fractions: number[] = [];
    const { training, prepared } = await data.prepare(largeRequest(info), {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    const [column] = training.inputs;
    assert.ok(column !== undefined && 'file' in column.values);
    assert.equal(column.values.dtype, 'float32');
    const bytes = await readFile(column.values.file);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    assert.equal(values.length, LARGE_ROWS * 30_000);
    assert.ok(values.every((value, i) => value === i % 30_000));
    assert.ok(training.targets[0]?.values instanceof Float32Array);
    assert.equal(fractions.at(-1), 1);
    assert.ok(fractions.every((fraction, i) => fraction > (fractions[i - 1] ?? 0)));
    await data.release({ prepared });
    assert.deepEqual(await readdir(join(folder, 'columns')), []);
  });

  it('stops when it is told to, and leaves no file', async () => {
    const { data } = start();
    const info = await data.openTable({ source: await large(), model: LARGE_MODEL });
    const controller = new AbortController();
    const preparing = data.prepare(largeRequest(info), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(preparing, CancelledError);
    // The next request is served after the cancelled one has cleaned up.
    await data.closeTable({ table: info.table });
    for (let tries = 0; tries < 100; tries++) {
      if ((await readdir(join(folder, 'columns'))).length === 0) return;
      await data.closeTable({ table: info.table });
    }
    assert.fail('the file of the cancelled request is still there');
  });

  if (process.platform !== 'win32')
    it('for want of room on the disk says so, and leaves no file', async () => {
      const source = await large();
      const columns = join(folder, 'columns');
      const inChild = `
        const { Worker } = require('node:worker_threads');
        const worker = new Worker(${JSON.stringify(script)}, { workerData: { data: { folder: ${JSON.stringify(columns)} } } });
        const ask = (id, method, params) => worker.postMessage({ type: 'call', id, method, params });
        worker.on('message', ({ type, id, value, error }) => {
          if (type === 'ok' && id === 1) ask(2, 'prepare', { ...${JSON.stringify(largeRequest({ table: 0 } as TableInfo))}, table: value.table });
          if (type === 'err') { console.log(error.message); worker.terminate(); }
        });
        ask(1, 'openTable', ${JSON.stringify({ source, model: LARGE_MODEL })});`;
      const { stdout } = spawnSync(
        'sh',
        ['-c', 'ulimit -f 2000 && exec "$0" "$@"', process.execPath, '-e', inChild],
        { encoding: 'utf8' },
      );
      assert.equal(
        stdout.trim(),
        'There is no room on the disk for the prepared data. Free some, or take a part of the rows.',
      );
      assert.deepEqual(await readdir(columns), []);
    });

  it('checks each field by itself, and says how many rows there are', async () => {
    const { data } = start();
    const info = await open({ data } as DataWorker, 'a,b,y\n1,x,10\n2,3,20\n3,4,-1\n');
    const fine = requestFor(info, {
      choice: {
        ...requestFor(info).choice,
        inputs: [{ columns: ['a', 'y'], scaling: { kind: 'standardise' } }],
      },
    });
    const good = await data.check(fine);
    assert.deepEqual(good.problems, []);
    assert.deepEqual(good.rows, { training: 3, validation: 0, leftOut: 0 });
    const { problems, rows } = await data.check(
      requestFor(info, {
        model: modelOf([2], [1], 'sigmoid'),
        choice: { ...requestFor(info).choice, losses: ['binaryCrossentropy'] },
      }),
    );
    assert.equal(rows, null);
    assert.deepEqual(problems, [
      {
        field: { kind: 'input', index: 0 },
        message:
          'Row 1 of rows.csv has "x" in "b", where a number is needed. Correct it, or leave out the column.',
      },
      {
        field: { kind: 'target', index: 0 },
        message:
          'Row 1 of rows.csv has 10 in "y", and the output "out" takes targets from 0 to 1. Correct it, or name the classes in the order no, yes.',
      },
    ]);
    const split = await data.check({
      ...fine,
      validation: { kind: 'fraction', fraction: 0.01, seed: 1, stratified: false },
    });
    assert.deepEqual(
      split.problems.map(({ field }) => field),
      [{ kind: 'validation' }],
    );
  });

  it('names the label of a second file that the first does not have', async () => {
    const { data } = start();
    const model = modelOf([1], [2], 'softmax');
    const info = await data.openTable({ source: await put('a.csv', 'a,y\n1,no\n2,yes\n'), model });
    const other = await data.openTable({ source: await put('b.csv', 'a,y\n1,maybe\n'), model });
    const { problems, classes } = await data.check({
      table: info.table,
      model,
      choice: {
        inputs: [{ columns: ['a'], scaling: { kind: 'none' } }],
        targets: [{ columns: ['y'], classes: null }],
        losses: ['categoricalCrossentropy'],
        missing: 'refuse',
      },
      validation: { kind: 'table', table: other.table },
    });
    assert.deepEqual(classes, [['no', 'yes']]);
    assert.deepEqual(problems, [
      {
        field: { kind: 'validation' },
        message: 'Row 1 of b.csv has the label "maybe" in "y", and the classes are "no", "yes".',
      },
    ]);
  });

  it('reads through the host what only the host reaches, images too', async () => {
    await put('rows.csv', 'a,b,y\n1,2,3\n');
    await mkdir(join(folder, 'cat'));
    await put('cat/1.png', greyPng([[7]]));
    const asked = new Set<string>();
    const disk = diskFilesApi(folder);
    const { data } = start({
      size: (file, call) => {
        asked.add(`${file.of ?? ''} ${file.path}`);
        return disk.size(file, call);
      },
      read: (file, call) => disk.read(file, call),
      list: async ({ path }) =>
        (await readdir(join(folder, path), { withFileTypes: true })).map((entry) => ({
          name: entry.name,
          kind: entry.isDirectory() ? 'folder' : 'file',
        })),
    });
    const remote = (fileName: string, kind: DataSource['kind']): DataSource =>
      sourceOf(join(folder, fileName), { kind, path: null, uri: `memfs:/${fileName}` });
    const rows = await data.openTable({ source: remote('rows.csv', 'file'), model: REGRESSION });
    const images = await data.openTable({
      source: remote('pets', 'images'),
      model: modelOf([1, 1, 1], [2], null),
    });
    assert.deepEqual([rows.rows, images.rows], [1, 1]);
    const { rows: shown } = await data.preview({ table: images.table, start: 0, end: 1 });
    assert.deepEqual(shown, [['7', 'cat', 'cat/1.png']]);
    assert.deepEqual(asked, new Set(['memfs:/rows.csv rows.csv', 'memfs:/pets cat/1.png']));
  });

  it('forgets a table that is closed', async () => {
    const { data } = start();
    const info = await open({ data } as DataWorker, 'a,b,y\n1,2,3\n');
    await data.closeTable({ table: info.table });
    await assert.rejects(data.preview({ table: info.table, start: 0, end: 1 }), {
      message: 'The data was closed. Choose it again.',
    });
  });
});
