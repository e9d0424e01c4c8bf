import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangedOnDiskError, ModelMismatchError } from '../../../src/core/errors';
import type { WeightValues } from '../../../src/core/format/weightSource';
import type { Edit } from '../../../src/core/model/edits/edit';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { defaultView } from '../../../src/core/model/matrixView';
import { type ModelWorker, startModelWorker } from '../../../src/compute/client';
import { CancelledError } from '../../../src/protocol/channel';
import type { FilesApi } from '../../../src/protocol/compute';
import { buildWorker } from '../../support/buildWorker';
import { diskFilesApi } from '../../support/diskFilesApi';
import {
  denseTensors,
  floats,
  namesIn,
  quantized,
  type SavedFolder,
  touched,
  writeModel,
} from './models';

const IN_PLACE = { target: null, overwrite: false };

function cell(weight: number, position: number, value: number): Edit {
  const positions = Float64Array.of(position);
  const values = Float32Array.of(value);
  return { label: 'cell', patches: [{ kind: 'cells', weight, positions, values }], storage: [] };
}

describe('saving the edits of an open model', () => {
  let script = '';
  let storage = '';
  let saved: SavedFolder;
  const started: ModelWorker[] = [];
  const start = (path: string | null, files?: FilesApi): ModelWorker['model'] => {
    const worker = startModelWorker(script, { path, fileName: 'model.json', storage }, files);
    started.push(worker);
    return worker.model;
  };
  const bias = async (model: ModelWorker['model']): Promise<WeightValues> => {
    const view = defaultView([4]);
    const [rows, columns] = [
      { start: 0, end: 1 },
      { start: 0, end: 4 },
    ];
    return (await model.cells({ weight: 1, view, rows, columns })).values;
  };

  before(() => {
    script = buildWorker();
  });
  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'weightscope-storage-'));
    saved = await writeModel([{ tensors: denseTensors(), shardSizes: [3] }]);
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    await saved.remove();
    await rm(storage, { recursive: true, force: true });
  });

  it('shows the saved values without edits, undoes them over the new files and saves the old bytes again', async () => {
    const model = start(saved.path);
    await model.open(null);
    const shard = join(saved.folder, 'group1-shard2of2.bin');
    const before = await readFile(shard);
    await model.setEdits({ edits: [cell(1, 2, -5), cell(1, 0, 7)] });
    const report = await model.save(IN_PLACE);
    assert.deepEqual(report.written, ['group1-shard2of2.bin']);
    assert.deepEqual(await bias(model), Float32Array.of(7, 100.125, -5, 100.375));
    await model.open(null);
    assert.deepEqual(await bias(model), Float32Array.of(7, 100.125, -5, 100.375));
    assert.notDeepEqual(await readFile(shard), before);
    const undo: Edit = { label: 'undo', patches: report.before, storage: [] };
    assert.deepEqual(await model.setEdits({ edits: [undo] }), { weights: [1] });
    assert.deepEqual(await bias(model), floats(4, 100));
    await model.save(IN_PLACE);
    assert.deepEqual(await readFile(shard), before);
  });

  it('gives the values of before as whole tensors where nearly all changed of a large one', async () => {
    const size = 300_000;
    const large = {
      name: 'large',
      shape: [size],
      dtype: 'float32',
      bytes: new Uint8Array(4 * size),
    };
    await saved.remove();
    saved = await writeModel([{ tensors: [large], shardSizes: [] }]);
    const model = start(saved.path);
    await model.open(null);
    const fill: Edit = {
      label: 'ones',
      patches: [{ kind: 'constant', weight: 0, slice: null, value: 1 }],
      storage: [],
    };
    await model.setEdits({ edits: [fill] });
    const { before } = await model.save(IN_PLACE);
    assert.deepEqual(
      before.map(({ kind, weight }) => [kind, weight]),
      [['values', 0]],
    );
    assert.equal((await model.measure({ weight: 0 })).statistics.mean, 1);
    await model.setEdits({ edits: [{ label: 'undo', patches: before, storage: [] }] });
    assert.equal((await model.measure({ weight: 0 })).statistics.max, 0);
  });

  it('writes a note into the metadata of model.json, which TensorFlow.js loads, and takes it out by undo to the byte', async () => {
    const model = start(saved.path);
    await model.open(null);
    const text = await readFile(saved.path, 'utf8');
    const value = { date: 'today', copied: [{ target: 'd1/bias' }] };
    const note: Edit = { ...cell(1, 0, 7), metadata: [{ key: 'weightscope.note', value }] };
    await model.setEdits({ edits: [note] });
    const { metadata } = await model.changes(null);
    const { length } = JSON.stringify(value);
    assert.deepEqual(metadata, [
      { key: 'userDefinedMetadata.weightscope.note', becomes: 'added', length },
    ]);
    const report = await model.save(IN_PLACE);
    assert.ok(report.written.includes('model.json'));
    const { userDefinedMetadata } = JSON.parse(await readFile(saved.path, 'utf8')) as {
      userDefinedMetadata: unknown;
    };
    assert.deepEqual(userDefinedMetadata, { 'weightscope.note': value });
    const loaded = await loadWithTfjs(saved.path);
    assert.equal(weightValues(loaded).get('d1/bias')?.[0], 7);
    loaded.dispose();
    await model.open(null);
    const { metadata: before } = report;
    const undo: Edit = { label: 'undo', patches: [], storage: [], metadata: before };
    await model.setEdits({ edits: [undo] });
    const [removed] = (await model.changes(null)).metadata;
    assert.equal(removed?.becomes, 'removed');
    assert.deepEqual((await model.save(IN_PLACE)).written, ['model.json']);
    const names = /group1-shard\d+of\d+(\.rev\d+)?\.bin/g;
    const after = await readFile(saved.path, 'utf8');
    assert.equal(after.replace(names, ''), text.replace(names, ''));
  });

  it('writes nothing where edits leave every value as it is', async () => {
    const model = start(saved.path);
    await model.open(null);
    const before = await touched(saved.folder);
    await model.setEdits({ edits: [cell(1, 0, 7), cell(1, 0, 100)] });
    assert.deepEqual(await model.save(IN_PLACE), {
      written: [],
      before: [],
      metadata: [],
      training: null,
      quantized: null,
    });
    assert.deepEqual(await touched(saved.folder), before);
  });

  it('lays the edits over what another program wrote, once the person says so', async () => {
    const model = start(saved.path);
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    const shard = join(saved.folder, 'group1-shard2of2.bin');
    const others = await readFile(shard);
    others.writeFloatLE(1234, 45 + 4);
    await writeFile(shard, others);
    await assert.rejects(model.save(IN_PLACE), ChangedOnDiskError);
    assert.deepEqual(await readFile(shard), others);
    await model.save({ target: null, overwrite: true });
    assert.deepEqual(await bias(model), Float32Array.of(7, 1234, 100.25, 100.375));
  });

  it('writes a model elsewhere whose model.json was deleted, with the edits and all that it said', async () => {
    const before = JSON.parse(await readFile(saved.path, 'utf8')) as object;
    const model = start(saved.path);
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    await rm(saved.path);
    const target = join(saved.folder, 'rescued.json');
    await assert.rejects(model.save(IN_PLACE), /model\.json was removed by another program/);
    await model.save({ target, overwrite: false });
    const loaded = await loadWithTfjs(target);
    const values = weightValues(loaded);
    assert.deepEqual([...(values.get('d1/bias') ?? [])], [7, 100.125, 100.25, 100.375]);
    assert.deepEqual([...(values.get('d1/kernel') ?? [])], [...floats(12, 1)]);
    loaded.dispose();
    const after = JSON.parse(await readFile(target, 'utf8')) as object;
    assert.deepEqual({ ...after, weightsManifest: 0 }, { ...before, weightsManifest: 0 });
    assert.ok(!(await namesIn(saved.folder)).includes('model.json'));
  });

  it('names the weights that were deleted, writes nothing and keeps the edits', async () => {
    const model = start(saved.path);
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    await rm(saved.path);
    const shard = join(saved.folder, 'group1-shard2of2.bin');
    const bytes = await readFile(shard);
    await rm(shard);
    const target = join(saved.folder, 'rescued.json');
    const before = await namesIn(saved.folder);
    for (const overwrite of [false, true])
      await assert.rejects(
        model.save({ target, overwrite }),
        /^Error: group1-shard2of2\.bin of the model's weights was deleted .* Put it back/,
      );
    assert.deepEqual(await namesIn(saved.folder), before);
    await writeFile(shard, bytes);
    await model.save({ target, overwrite: true });
    const loaded = await loadWithTfjs(target);
    assert.equal(weightValues(loaded).get('d1/bias')?.[0], 7);
    loaded.dispose();
  });

  it('never lays them over another model', async () => {
    const model = start(saved.path);
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    const text = (await readFile(saved.path, 'utf8')).replace('d1/bias', 'd1/other');
    await writeFile(saved.path, text);
    const before = await touched(saved.folder);
    await assert.rejects(
      model.save({ target: null, overwrite: true }),
      (error) =>
        error instanceof ModelMismatchError && error.message.includes('d1/other stands where they'),
    );
    assert.deepEqual(await touched(saved.folder), before);
  });

  it('keeps a quantized tensor quantized or makes it float32, as the edit says', async () => {
    const [kernel, , second, last] = denseTensors();
    await saved.remove();
    saved = await writeModel([
      {
        tensors: [kernel, quantized('d1/bias', [4], 'uint8', [0, 1, 4, 255]), second, last],
        shardSizes: [],
      },
    ]);
    const model = start(saved.path);
    await model.open(null);
    const edit = (as: 'float32' | 'requantize'): Edit => ({
      ...cell(1, 1, 0.1),
      storage: [{ weight: 1, as }],
    });
    await model.setEdits({ edits: [edit('requantize')] });
    const rounded = await model.save(IN_PLACE);
    assert.deepEqual(rounded.quantized, { tensors: 1, largestError: Math.fround(0.1) });
    assert.deepEqual(await bias(model), Float32Array.of(-2, 0, 0, 125.5));
    await model.setEdits({ edits: [edit('float32')] });
    assert.deepEqual((await model.save(IN_PLACE)).written, [
      'group1-shard1of1.rev2.bin',
      'model.json',
    ]);
    assert.deepEqual(await bias(model), Float32Array.of(-2, 0.1, 0, 125.5));
  });

  it('can be cancelled while it writes: the model is as it was, and nothing is left', async () => {
    const size = 16 * 1024 * 1024;
    const large = {
      name: 'large',
      shape: [size],
      dtype: 'float32',
      bytes: new Uint8Array(4 * size),
    };
    await saved.remove();
    saved = await writeModel([{ tensors: [large], shardSizes: [3] }]);
    const model = start(saved.path);
    await model.open(null);
    await model.setEdits({ edits: [cell(0, 0, 1)] });
    const before = await touched(saved.folder);
    const taken = new AbortController();
    const options = {
      signal: taken.signal,
      onProgress: () => taken.abort(),
      untilAnswered: true,
    };
    await assert.rejects(model.save(IN_PLACE, options), CancelledError);
    assert.deepEqual(await touched(saved.folder), before);
    // The edits are still there to be saved.
    assert.notEqual((await model.save(IN_PLACE)).written.length, 0);
  });

  it('is done where it is taken back once model.json is written', async () => {
    const disk = diskFilesApi(saved.folder);
    const taken = new AbortController();
    const model = start(null, {
      ...disk,
      write: async (params, call) => {
        const written = await disk.write(params, call);
        if (params.path === 'model.json') taken.abort();
        return written;
      },
    });
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    const options = { signal: taken.signal, untilAnswered: true };
    const { written } = await model.save(IN_PLACE, options);
    assert.deepEqual(written, ['group1-shard2of2.rev2.bin', 'model.json']);
    assert.ok(taken.signal.aborted);
  });

  it('goes under new names where only the host reaches the files, and model.json is written last', async () => {
    const disk = diskFilesApi(saved.folder);
    const asked: string[] = [];
    const model = start(null, {
      ...disk,
      write: (params, call) => {
        asked.push(`write ${params.path}`);
        return disk.write(params, call);
      },
      remove: (params, call) => {
        asked.push(`remove ${params.path}`);
        return disk.remove(params, call);
      },
    });
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    const { written } = await model.save(IN_PLACE);
    assert.deepEqual(written, ['group1-shard2of2.rev2.bin', 'model.json']);
    assert.deepEqual(asked, [
      'write .model.json.weightscope-save',
      'write group1-shard2of2.rev2.bin',
      'write model.json',
      'remove group1-shard2of2.bin',
      'remove .model.json.weightscope-save',
    ]);
    assert.deepEqual(await bias(model), Float32Array.of(7, 100.125, 100.25, 100.375));
  });

  it('leaves the old model where the host cannot write model.json', async () => {
    const disk = diskFilesApi(saved.folder);
    let refusals = 1;
    const model = start(null, {
      ...disk,
      write: async (params, call) => {
        if (params.path !== 'model.json' || refusals-- <= 0) return disk.write(params, call);
        await disk.write({ ...params, bytes: params.bytes.subarray(0, 10) }, call);
        throw new Error('model.json could not be saved: the connection was lost.');
      },
    });
    const before = await readFile(saved.path);
    await model.open(null);
    await model.setEdits({ edits: [cell(1, 0, 7)] });
    await assert.rejects(model.save(IN_PLACE), /the connection was lost/);
    assert.deepEqual(await readFile(saved.path), before);
    const shards = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
    assert.deepEqual(await namesIn(saved.folder), [...shards, 'model.json']);
  });
});
