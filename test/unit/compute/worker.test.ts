import assert from 'node:assert/strict';
import { truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFormatError, NotAModelError } from '../../../src/core/errors';
import { defaultView } from '../../../src/core/model/matrixView';
import { type ModelWorker, startModelWorker } from '../../../src/compute/client';
import { CancelledError } from '../../../src/protocol/channel';
import type { FilesApi } from '../../../src/protocol/compute';
import type { MeasureAllProgress } from '../../../src/protocol/model';
import { buildWorker } from '../../support/buildWorker';
import { diskFilesApi } from '../../support/diskFilesApi';
import { float32, type TempModel, tempModel } from '../../support/tempModel';

const MIB = 1024 * 1024;

describe('the worker that reads a model', () => {
  let script = '';
  let temp: TempModel | undefined;
  const started: ModelWorker[] = [];

  const start = (path: string | null, files?: FilesApi, of = script): ModelWorker => {
    const worker = startModelWorker(of, { path, fileName: 'model.json' }, files);
    started.push(worker);
    return worker;
  };
  /** A model whose first tensor has this many float32, all zero, in a file that takes no room. */
  const large = async (elements: number): Promise<string> => {
    temp = await tempModel([float32('small', [2], [1, 2])]);
    const weights = [
      { name: 'large', shape: [1024, elements / 1024], dtype: 'float32' },
      { name: 'small', shape: [2], dtype: 'float32' },
    ];
    await writeFile(
      temp.path,
      JSON.stringify({ weightsManifest: [{ paths: ['large.bin'], weights }] }),
    );
    await writeFile(join(temp.folder, 'large.bin'), '');
    await truncate(join(temp.folder, 'large.bin'), 4 * elements + 8);
    return temp.path;
  };

  before(() => {
    script = buildWorker();
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    await temp?.remove();
    temp = undefined;
  });

  it('answers through its channel, arrays of values included', async () => {
    temp = await tempModel([float32('kernel', [2, 2], [1, 2, 3, NaN])], { shardBytes: 3 });
    const { model } = start(temp.path);
    assert.equal((await model.open(null)).parameters, 4);
    const whole = { start: 0, end: 2 };
    const view = defaultView([2, 2]);
    const cells = await model.cells({ weight: 0, view, rows: whole, columns: whole });
    assert.deepEqual(cells.values, Float32Array.of(1, 2, 3, NaN));
    const { statistics } = await model.measure({ weight: 0 });
    assert.deepEqual([statistics.nan, statistics.mean], [1, 2]);
  });

  it('tells another JSON and a malformed model apart', async () => {
    temp = await tempModel([]);
    const { model } = start(temp.path);
    await writeFile(temp.path, '[1, 2]');
    await assert.rejects(model.open(null), NotAModelError);
    await writeFile(temp.path, '{');
    await assert.rejects(model.open(null), (error) => {
      assert.ok(error instanceof ModelFormatError && !(error instanceof NotAModelError));
      assert.equal(error.file, 'model.json');
      return true;
    });
  });

  it('reads through the host where only the host reaches the files', async () => {
    temp = await tempModel([float32('kernel', [3], [7, 8, 9])]);
    const { folder } = temp;
    const asked: string[] = [];
    const disk = diskFilesApi(folder);
    const { model } = start(null, {
      ...disk,
      read: (params, call) => {
        asked.push(params.path);
        return disk.read(params, call);
      },
    });
    await model.open(null);
    assert.deepEqual(asked, ['model.json']);
    assert.equal((await model.measure({ weight: 0 })).statistics.max, 9);
  });

  it('passes on why the host cannot read a file', async () => {
    const gone = (): Promise<never> =>
      Promise.reject(new ModelFormatError('model.json is missing.', { file: 'model.json' }));
    const { model } = start(null, { ...diskFilesApi('/nowhere'), size: gone, read: gone });
    await assert.rejects(model.open(null), ModelFormatError);
  });

  it('stops a long scan soon after it is cancelled, and goes on answering', async () => {
    const { model } = start(await large(256 * MIB));
    await model.open(null);
    const controller = new AbortController();
    const measuring = model.measure(
      { weight: 0 },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await assert.rejects(measuring, CancelledError);
    const before = performance.now();
    assert.equal((await model.measure({ weight: 1 })).statistics.count, 2);
    assert.ok(performance.now() - before < 1_000);
  });

  it('serves what is on screen while it measures all weights', async () => {
    const { model } = start(await large(256 * MIB));
    await model.open(null);
    let fraction = 0;
    const all = model.measureAll(null, {
      onProgress: (progress: MeasureAllProgress) => (fraction = progress.fraction),
    });
    const view = defaultView([1024, 262_144]);
    const key = { weight: 0, view, level: { y: 0, x: 0 } };
    for (let x = 0; x < 5; x++) {
      const tile = await model.tile({ ...key, tile: { y: 0, x } });
      assert.equal(tile.width, 256);
    }
    assert.ok(fraction < 0.9, `${fraction} was measured before five tiles came`);
    await all;
    assert.equal(fraction, 1);
  });

  it('sends results of many small tensors in few messages', async () => {
    temp = await tempModel(
      Array.from({ length: 3_000 }, (_, i) => float32(`layer_${i}/bias`, [4], [i, 0, 1, 2])),
    );
    const { model } = start(temp.path);
    const seen: MeasureAllProgress[] = [];
    const before = performance.now();
    await model.measureAll(null, { onProgress: (progress) => seen.push(progress) });
    const seconds = (performance.now() - before) / 1000;
    assert.equal(
      seen.reduce((sum, { measured }) => sum + measured.length, 0),
      3_000,
    );
    assert.ok(seen.length <= 20 * seconds + 2, `${seen.length} messages in ${seconds} s`);
  });

  it('names a file that was deleted while the model was open', async () => {
    temp = await tempModel([float32('kernel', [3], [7, 8, 9])]);
    const { model } = start(temp.path);
    await model.open(null);
    await unlink(join(temp.folder, 'group1-shard1of1.bin'));
    await assert.rejects(model.measure({ weight: 0 }), /kernel.*group1-shard1of1\.bin is missing/);
  });

  it('that dies rejects what is asked of it then and later, with the reason', async () => {
    temp = await tempModel([]);
    const crash = join(temp.folder, 'crash.js');
    for (const [code, reason] of [
      ['setTimeout(() => { throw new Error("out of luck"); }, 30)', /stopped: out of luck/],
      ['setTimeout(() => process.exit(7), 30)', /stopped: it ended with code 7/],
    ] as const) {
      await writeFile(crash, code);
      const worker = start(temp.path, undefined, crash);
      const reasons: Error[] = [];
      worker.onExit((error) => reasons.push(error));
      await assert.rejects(worker.model.open(null), reason);
      await assert.rejects(worker.model.check(null), reason);
      assert.equal(reasons.length, 1);
    }
  });

  it('that died is started again, and has everything that the one before had', async () => {
    temp = await tempModel([float32('kernel', [2, 2], [1, 2, 3, 4])]);
    const crash = join(temp.folder, 'crash.js');
    // The worker itself, which dies when it is asked to check the files.
    await writeFile(
      crash,
      `require('node:worker_threads').parentPort.on('message', ({ method }) => {
        if (method === 'check') process.exit(7);
      });
      require(${JSON.stringify(script)});`,
    );
    const worker = start(temp.path, undefined, crash);
    const before = await worker.model.open(null);
    const measures = await worker.model.measure({ weight: 0 });
    await assert.rejects(worker.model.check(null), /stopped: it ended with code 7/);
    await assert.rejects(worker.model.measure({ weight: 0 }), /stopped: it ended with code 7/);
    const again = start(temp.path);
    assert.deepEqual(await again.model.open(null), before);
    assert.deepEqual(await again.model.measure({ weight: 0 }), measures);
  });

  it('disposed of rejects what is pending and tells no exit', async () => {
    const worker = start(await large(MIB));
    let exits = 0;
    worker.onExit(() => exits++);
    const pending = worker.model.open(null);
    worker.dispose();
    await assert.rejects(pending, /The model was closed/);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(exits, 0);
  });
});
