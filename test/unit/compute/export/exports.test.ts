import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORT_FORMATS, type ExportFormat } from '../../../../src/core/exchange/formats';
import { NodeFiles } from '../../../../src/compute/files/nodeFiles';
import { createSession } from '../../../../src/compute/session';
import { CancelledError } from '../../../../src/protocol/channel';
import type { ComputeApi } from '../../../../src/protocol/compute';
import type { ExportRequest } from '../../../../src/protocol/export';
import { float32, type TempModel, tempModel } from '../../../support/tempModel';
import { call } from '../calls';

const FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[];
const TOPOLOGY = {
  class_name: 'Sequential',
  config: {
    name: 'net',
    layers: ['a', 'b'].map((name) => ({ class_name: 'Dense', config: { name, units: 2 } })),
  },
};

describe('Exporting weights to disk', () => {
  let temp: TempModel;
  let files: NodeFiles;
  let session: ComputeApi;
  let out = '';

  beforeEach(async () => {
    temp = await tempModel(
      [
        float32('a/kernel', [2, 2], [1, 2, 3, 4]),
        float32('a/bias', [2], [5, 6]),
        float32('b/kernel', [2, 2], [7, 8, 9, 10]),
        { ...float32('b/bias', [2], [11, 12]) },
        float32('training/Adam/a/kernel/m', [2], [0, 0]),
      ],
      { shardBytes: 20, modelTopology: TOPOLOGY },
    );
    files = new NodeFiles(temp.path);
    session = createSession(files, 'model.json');
    out = join(temp.folder, 'out');
    await mkdir(out);
  });
  afterEach(async () => {
    await files.forget();
    await temp.remove();
  });

  const request = (format: ExportFormat, weights: readonly number[]): ExportRequest => {
    const target = join(out, `x-${format}`);
    return { format, weights, target, shownPath: target, shardBytes: 16 };
  };
  const weightsFor = (format: ExportFormat): number[] => (format === 'npy' ? [0] : [0, 1, 2, 3]);

  it('offers the layers, and the model with or without the optimizer', async () => {
    assert.deepEqual(await session.exportChoices(null, call()), {
      name: 'net',
      layers: [
        { row: 0, name: 'a', className: 'Dense', weights: 2, parameters: 6 },
        { row: 3, name: 'b', className: 'Dense', weights: 2, parameters: 6 },
      ],
      weights: 4,
      parameters: 12,
      optimizerWeights: 1,
    });
    const planned = async (scope: Parameters<ComputeApi['planExport']>[0]['scope']) =>
      (await session.planExport({ scope, format: 'npz' }, call())).weights;
    assert.deepEqual(await planned({ kind: 'model', optimizer: false }), [0, 1, 2, 3]);
    assert.deepEqual(await planned({ kind: 'model', optimizer: true }), [0, 1, 2, 3, 4]);
    assert.deepEqual(await planned({ kind: 'rows', rows: [3, 3] }), [2, 3]);
    assert.deepEqual(await planned({ kind: 'weight', weight: 1 }), [1]);
  });

  it('names every tensor that cannot be read, before anything is written', async () => {
    await truncate(join(temp.folder, 'group1-shard3of3.bin'), 6);
    await session.open(null, call());
    const scope = { kind: 'model', optimizer: false } as const;
    const { weights, leftOut, bytes } = await session.planExport({ scope, format: 'csv' }, call());
    assert.deepEqual(weights, [0, 1, 2]);
    assert.match(leftOut.join('\n'), /^b\/bias lacks 2 of its 8 bytes: group1-shard3of3\.bin/);
    assert.equal(bytes, 40);
  });

  for (const format of FORMATS) {
    it(`leaves only what was asked for, and tells its size (${format})`, async () => {
      const asked = request(format, weightsFor(format));
      const report = await session.exportWeights(asked, call());
      assert.deepEqual(await readdir(out), [`x-${format}`]);
      assert.equal(await sizeOf(asked.target), report.bytes);
      assert.equal(report.python !== null, !['c', 'tfjs'].includes(format));
    });

    it(`replaces what was there as a whole (${format})`, async () => {
      const asked = request(format, weightsFor(format));
      await session.exportWeights(asked, call());
      const before = await contents(asked.target);
      if (format === 'csv' || format === 'tfjs') await writeFile(join(asked.target, 'old'), 'x');
      else await writeFile(asked.target, 'x');
      await session.exportWeights(asked, call());
      assert.deepEqual(await contents(asked.target), before);
      assert.deepEqual(await readdir(out), [`x-${format}`]);
    });

    it(`leaves what was there when it is cancelled half-way (${format})`, async () => {
      const asked = request(format, weightsFor(format));
      await session.exportWeights(asked, call());
      const before = await contents(asked.target);
      let reads = 0;
      const controller = new AbortController();
      const read = files.read.bind(files);
      files.read = (...range) => {
        if (++reads === (format === 'npy' ? 1 : 2)) controller.abort();
        return read(...range);
      };
      await session.open(null, call());
      reads = 0;
      await assert.rejects(
        session.exportWeights(asked, { signal: controller.signal, progress: () => undefined }),
        CancelledError,
      );
      assert.deepEqual(await contents(asked.target), before);
      assert.deepEqual(await readdir(out), [`x-${format}`]);
    });

    it(`leaves no half file when the model breaks meanwhile (${format})`, async () => {
      const read = files.read.bind(files);
      await session.open(null, call());
      files.read = (path, ...range) =>
        path === 'group1-shard1of3.bin' ? Promise.reject(new Error('gone')) : read(path, ...range);
      await assert.rejects(
        session.exportWeights(request(format, weightsFor(format)), call()),
        /gone/,
      );
      assert.deepEqual(await readdir(out), []);
    });

    it(`says in a sentence that the folder is gone (${format})`, async () => {
      await rm(out, { recursive: true });
      await assert.rejects(
        session.exportWeights(request(format, weightsFor(format)), call()),
        (error: Error) =>
          /^x-\w+ cannot be written: the folder .* is no longer there\. Choose another folder\. Nothing was changed\.$/.test(
            error.message,
          ),
      );
    });
  }

  it('has the unsaved edits, also of a tensor whose file is cut off', async () => {
    await truncate(join(temp.folder, 'group1-shard3of3.bin'), 6);
    await session.open(null, call());
    const constant = (weight: number, value: number) =>
      ({ kind: 'constant', weight, slice: null, value }) as const;
    const patches = [constant(1, 0.5), constant(3, -2)];
    await session.setEdits({ edits: [{ label: 'x', patches, storage: [] }] }, call());
    const scope = { kind: 'model', optimizer: false } as const;
    const plan = await session.planExport({ scope, format: 'json' }, call());
    assert.deepEqual(plan.leftOut, []);
    const asked = request('json', plan.weights);
    await session.exportWeights(asked, call());
    const { tensors } = JSON.parse(await readFile(asked.target, 'utf8')) as {
      tensors: { name: string; values: unknown }[];
    };
    assert.deepEqual(
      tensors.map(({ name, values }) => [name, values]),
      [
        [
          'a/kernel',
          [
            [1, 2],
            [3, 4],
          ],
        ],
        ['a/bias', [0.5, 0.5]],
        [
          'b/kernel',
          [
            [7, 8],
            [9, 10],
          ],
        ],
        ['b/bias', [-2, -2]],
      ],
    );
  });

  it('puts no file in the place of a folder', async () => {
    const asked = request('json', [0]);
    await mkdir(join(asked.target, 'kept'), { recursive: true });
    await assert.rejects(session.exportWeights(asked, call()), /there is a folder of that name/);
    assert.deepEqual(await readdir(out, { recursive: true }), ['x-json', join('x-json', 'kept')]);
  });

  it('refuses an export of nothing', async () => {
    await assert.rejects(session.exportWeights(request('npz', []), call()), /None of the chosen/);
  });
});

async function sizeOf(path: string): Promise<number> {
  return Object.values(await contents(path)).reduce((sum, { length }) => sum + length, 0);
}

/** Of a file, or of the files of a folder by name, as hexadecimal would say it. */
async function contents(path: string): Promise<Record<string, Buffer>> {
  const names = await readdir(path).catch(() => undefined);
  if (names === undefined) return { '': await readFile(path) };
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)),
  );
}
