import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelWorker, startModelWorker } from '../../../../src/compute/client';
import { PIECE } from '../../../../src/compute/scan';
import { CancelledError } from '../../../../src/protocol/channel';
import { buildWorker } from '../../../support/buildWorker';
import { float32, type TempModel, tempModel } from '../../../support/tempModel';
import { measureAllOf } from './models';

const MIB = 1024 * 1024;

/** Of a core: what a thread takes that only waits. */
const AT_REST = 0.2;

describe('a model whose tensors threads measure', () => {
  let script = '';
  let temp: TempModel;
  const workers: ModelWorker[] = [];

  before(() => {
    script = buildWorker();
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.dispose();
    await temp.remove();
  });

  const start = async (): Promise<ModelWorker> => {
    const worker = startModelWorker(script, {
      path: temp.path,
      fileName: 'model.json',
      scanThreads: 2,
    });
    workers.push(worker);
    await worker.model.open(null);
    return worker;
  };
  /** Share of a core that this process takes for a while. */
  const load = async (milliseconds: number): Promise<number> => {
    const before = process.cpuUsage();
    const started = performance.now();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / (performance.now() - started);
  };

  it('rests soon after scans were cancelled, and answers what is asked next', async () => {
    temp = await tempModel([float32('large', [1], [1]), float32('small', [1], [1])], {
      shardBytes: 4,
    });
    // No room on the disk: all values but the first are zero, and no two the same piece.
    const json = JSON.stringify({
      weightsManifest: [
        {
          paths: ['group1-shard1of2.bin'],
          weights: [{ name: 'large', shape: [1024, MIB], dtype: 'float32' }],
        },
        {
          paths: ['group1-shard2of2.bin'],
          weights: [{ name: 'small', shape: [1], dtype: 'float32' }],
        },
      ],
    });
    const file = await open(join(temp.folder, 'group1-shard1of2.bin'), 'r+');
    await file.truncate(4096 * MIB);
    await file.close();
    const manifest = await open(temp.path, 'w');
    await manifest.writeFile(json);
    await manifest.close();
    const { model } = await start();
    for (const pass of ['measure', 'measureAll'] as const) {
      const controller = new AbortController();
      const { signal } = controller;
      let told = 0;
      const onProgress = (): void => {
        if (told++ === 0) controller.abort();
      };
      await assert.rejects(
        pass === 'measure'
          ? model.measure({ weight: 0 }, { signal, onProgress })
          : model.measureAll(null, { signal, onProgress }),
        CancelledError,
      );
      const asked = performance.now();
      assert.equal((await model.measure({ weight: 1 })).statistics.max, 1);
      assert.ok(performance.now() - asked < 500);
      await load(50);
      const share = await load(200);
      assert.ok(share < AT_REST, `${pass} still takes ${share} of a core`);
    }
  });

  it('takes no more memory after ten were opened, measured and closed', async () => {
    const values = Float32Array.from({ length: 18 * PIECE }, (_, i) => Math.sin(i));
    temp = await tempModel([float32('a', [18 * PIECE], values), float32('b', [2], [1, 2])], {
      shardBytes: 4 * MIB,
    });
    const once = async (): Promise<void> => {
      const worker = await start();
      assert.equal((await measureAllOf(worker)).length, 2);
      await worker.model.measure({ weight: 0 });
      worker.dispose();
      // Ending a thread takes a moment, and giving its memory back.
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    for (let i = 0; i < 4; i++) await once();
    const before = process.memoryUsage.rss();
    for (let i = 0; i < 10; i++) await once();
    const growth = (process.memoryUsage.rss() - before) / MIB;
    assert.ok(growth < 32, `${growth} MiB more`);
  });
});
