import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeFiles } from '../../../../src/compute/files/nodeFiles';
import { createSession } from '../../../../src/compute/session';
import { SummaryFolder } from '../../../../src/compute/summaries/summaryFolder';
import type { Measures } from '../../../../src/core/measure/statistics';
import type { ComputeApi } from '../../../../src/protocol/compute';
import type { MeasureAllProgress } from '../../../../src/protocol/model';
import { float32, type TempModel, tempModel, type TempTensor } from '../../../support/tempModel';
import { call } from '../calls';

/** Three tensors, each in a shard of its own. */
const COUNT = 500;
const tensors = (): TempTensor[] =>
  ['first', 'second', 'third'].map((name, i) =>
    float32(
      name,
      [COUNT],
      Float32Array.from({ length: COUNT }, (_, k) => (k === 7 ? NaN : Math.sin(i + k))),
    ),
  );
const shard = (index: number): string => `group1-shard${index}of3.bin`;

interface Opened {
  readonly session: ComputeApi;
  /** Shards that were read since. */
  readonly read: string[];
}

describe('summaries kept on disk', () => {
  let temp: TempModel;
  let storage = '';
  let written = '';
  const opened: NodeFiles[] = [];

  beforeEach(async () => {
    temp = await tempModel(tensors(), { shardBytes: 4 * COUNT });
    storage = join(temp.folder, 'storage');
    for (const name of await readdir(temp.folder)) await age(name);
    written = '';
  });
  afterEach(async () => {
    for (const files of opened.splice(0)) await files.forget();
    await temp.remove();
  });

  /** A file written a moment ago might be written again without its time telling. */
  const age = async (name: string): Promise<void> => {
    const then = new Date(Date.now() - 60_000);
    await utimes(join(temp.folder, name), then, then);
  };
  const open = async (): Promise<Opened> => {
    const files = new NodeFiles(temp.path);
    opened.push(files);
    const read: string[] = [];
    const bring = files.read.bind(files);
    files.read = (path, ...range) => {
      if (path !== 'model.json') read.push(path);
      return bring(path, ...range);
    };
    const session = createSession(files, 'model.json', { summaries: new SummaryFolder(storage) });
    await session.open(null, call());
    return { session, read };
  };
  const measures = async ({ session }: Opened): Promise<Measures[]> => {
    const found: Measures[] = [];
    for (const weight of [0, 1, 2]) found.push(await session.measure({ weight }, call()));
    return found;
  };
  /** Waits for another summary to be written. */
  const kept = async (): Promise<void> => {
    const before = written;
    for (let waited = 0; written === before; waited++) {
      assert.ok(waited < 500, 'nothing was written');
      await new Promise((resolve) => setTimeout(resolve, 20));
      const [name] = (await readdir(storage).catch(() => [])).filter((n) => n.endsWith('.summary'));
      if (name !== undefined) written = (await readFile(join(storage, name))).toString('base64');
    }
  };
  const keepAll = async (): Promise<Measures[]> => {
    const found = await measures(await open());
    await kept();
    return found;
  };

  it('show what was measured at once when a model is opened again, to the bit', async () => {
    const before = await keepAll();
    const again = await open();
    assert.deepEqual(await measures(again), before);
    const all = call<MeasureAllProgress>();
    await again.session.measureAll(null, all);
    assert.deepEqual(
      all.seen.flatMap(({ measured }) => measured),
      before.map(({ statistics }, weight) => ({ weight, statistics })),
    );
    assert.deepEqual(again.read, []);
  });

  it('of a pass over all weights serve the next one', async () => {
    await (await open()).session.measureAll(null, call());
    await kept();
    const again = await open();
    await again.session.measureAll(null, call());
    assert.deepEqual(again.read, []);
  });

  const changes: Readonly<Record<string, (path: string) => Promise<void>>> = {
    size: async (path) => {
      await writeFile(path, Buffer.concat([await readFile(path), Buffer.of(0)]));
      await age(shard(3));
    },
    'time of writing': async (path) => {
      const then = new Date(Date.now() - 30_000);
      await utimes(path, then, then);
    },
    inode: async (path) => {
      await copyFile(path, `${path}.copy`);
      await rename(`${path}.copy`, path);
      await age(shard(3));
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`are no longer good for a weight whose shard has another ${what}`, async () => {
      const before = await keepAll();
      await change(join(temp.folder, shard(3)));
      const again = await open();
      assert.deepEqual(await measures(again), before);
      assert.ok(again.read.includes(shard(3)));
    });
  }

  it('are no longer good for any weight once model.json was written to', async () => {
    await keepAll();
    await writeFile(temp.path, await readFile(temp.path));
    await age('model.json');
    const again = await open();
    await measures(again);
    assert.equal(again.read.length, 3);
  });

  it('stay good for weights in other shards than the one that changed', async () => {
    await keepAll();
    const path = join(temp.folder, shard(2));
    await writeFile(path, new Uint8Array(4 * COUNT));
    await age(shard(2));
    const again = await open();
    assert.equal((await measures(again))[1]?.statistics.max, 0);
    assert.deepEqual(again.read, [shard(2)]);
    await kept();
    const third = await open();
    assert.equal((await measures(third))[1]?.statistics.max, 0);
    assert.deepEqual(third.read, []);
  });

  it('are not made of a shard that changes while it is measured', async () => {
    const first = await open();
    await measures(first);
    await writeFile(join(temp.folder, shard(2)), new Uint8Array(4 * COUNT));
    await kept();
    const again = await open();
    assert.equal((await measures(again))[1]?.statistics.max, 0);
    assert.deepEqual(again.read, [shard(2)]);
  });

  it('are not made of a shard so new that another write might not show', async () => {
    const later = new Date(Date.now() + 1000);
    await utimes(join(temp.folder, shard(3)), later, later);
    await measures(await open());
    await kept();
    const last = await open();
    await measures(last);
    assert.deepEqual(last.read, [shard(3)]);
  });

  it('that are damaged, or of another version, are as good as none', async () => {
    const before = await keepAll();
    const path = join(storage, (await readdir(storage))[0] ?? '');
    const bytes = await readFile(path);
    for (const damaged of [
      bytes.subarray(0, 1000),
      Buffer.concat([Buffer.from('wscope00'), bytes.subarray(8)]),
      Buffer.from('{}'),
      Buffer.alloc(0),
    ]) {
      await writeFile(path, damaged);
      const again = await open();
      assert.deepEqual(await measures(again), before);
      assert.equal(again.read.length, 3);
    }
  });

  it('of two windows on one model hold what either has measured', async () => {
    const [left, right] = [await open(), await open()];
    await left.session.measure({ weight: 0 }, call());
    await kept();
    await right.session.measure({ weight: 1 }, call());
    await right.session.measure({ weight: 2 }, call());
    await kept();
    const again = await open();
    await measures(again);
    assert.deepEqual(again.read, []);
  });

  it('of two windows that write at once are whole', async () => {
    const before = await keepAll();
    for (const name of await readdir(storage)) await rm(join(storage, name));
    written = '';
    const windows = await Promise.all([open(), open()]);
    await Promise.all(windows.map(measures));
    await kept();
    const again = await open();
    assert.deepEqual(await measures(again), before);
    assert.deepEqual(again.read, []);
  });

  it('are of the stored values, whatever is edited', async () => {
    const before = await keepAll();
    const edited = await open();
    const patches = [{ kind: 'constant', weight: 0, slice: null, value: 3 } as const];
    await edited.session.setEdits({ edits: [{ label: 'Fill', patches, storage: [] }] }, call());
    assert.equal((await measures(edited))[0]?.statistics.max, 3);
    await edited.session.measureAll(null, call());
    await new Promise((resolve) => setTimeout(resolve, 600));
    const again = await open();
    assert.deepEqual(await measures(again), before);
    assert.deepEqual(again.read, []);
  });
});
