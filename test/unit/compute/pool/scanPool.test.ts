import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanApi, StoredSpan } from '../../../../src/compute/pool/scanApi';
import { ScanPool, ThreadLostError } from '../../../../src/compute/pool/scanPool';
import { startPool } from '../../../../src/compute/pool/startPool';
import { measureTogether } from '../../../../src/compute/pool/measureTogether';
import { NodeFiles } from '../../../../src/compute/files/nodeFiles';
import { OpenedModel } from '../../../../src/compute/openedModel';
import { startThread } from '../../../../src/compute/thread';
import { CancelledError, type Client } from '../../../../src/protocol/channel';
import { float32, tempModel } from '../../../support/tempModel';

/**
 * A thread that answers `measure` with its own number, ends where a tensor is called "fatal", ends
 * the first time where it is called "unlucky", and never answers where it is called "slow".
 */
const SCRIPT = `
const { parentPort, workerData, threadId } = require('node:worker_threads');
const { existsSync, writeFileSync } = require('node:fs');
parentPort.on('message', ({ type, id, params }) => {
  if (type !== 'call') return;
  const names = (params?.spans ?? []).map(({ name }) => name);
  const mark = workerData + '/unlucky';
  if (names.includes('fatal')) process.exit(3);
  if (names.includes('unlucky') && !existsSync(mark)) { writeFileSync(mark, ''); process.exit(4); }
  if (names.includes('slow')) return;
  parentPort.postMessage({ type: 'ok', id, value: names.map(() => ({ statistics: threadId })) });
});
`;

describe('the pool of threads that scan', () => {
  const { signal } = new AbortController();
  let folder = '';
  let script = '';
  const pools: ScanPool[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
    script = join(folder, 'thread.cjs');
    await writeFile(script, SCRIPT);
  });
  afterEach(async () => {
    for (const pool of pools.splice(0)) pool.dispose();
    await rm(join(folder, 'unlucky'), { force: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const poolOf = (threads: number, idleMs?: number): ScanPool => {
    const pool = new ScanPool(
      () => startThread<ScanApi>(script, folder, { name: 'scan', what: 'The process' }),
      threads,
      idleMs,
    );
    pools.push(pool);
    return pool;
  };
  const span = (name: string): StoredSpan => ({
    name,
    storage: { kind: 'float32' },
    start: 0,
    count: 0,
    pieces: [],
  });
  const asking =
    (name: string, wanted = signal) =>
    (scanner: Client<ScanApi>) =>
      scanner.measure({ spans: [span(name)], priority: 'screen' }, { signal: wanted });

  it('starts no thread before there is work, and ends them when there has been none for a while', async () => {
    const pool = poolOf(2, 50);
    assert.deepEqual(pool.load, { threads: 0, jobs: 0 });
    await pool.run('screen', signal, asking('a'));
    assert.equal(pool.load.threads, 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.deepEqual(pool.load, { threads: 0, jobs: 0 });
    await pool.run('screen', signal, asking('b'));
    assert.equal(pool.load.threads, 1);
  });

  it('replaces a thread that ended and does its job again', async () => {
    const pool = poolOf(1);
    const first = await pool.run('screen', signal, asking('a'));
    const again = await pool.run('screen', signal, asking('unlucky'));
    assert.equal(again.length, 1);
    assert.notDeepEqual(again, first);
  });

  it('tells of a job that ends its thread twice, and goes on with the others', async () => {
    const pool = poolOf(1);
    const fatal = assert.rejects(pool.run('screen', signal, asking('fatal')), (error) => {
      assert.ok(error instanceof ThreadLostError);
      assert.equal(error.message, 'The process stopped: it ended with code 3.');
      return true;
    });
    const next = pool.run('screen', signal, asking('a'));
    await fatal;
    assert.equal((await next).length, 1);
  });

  it('does again what waited behind a job that ended the thread, however often, and blames it for nothing', async () => {
    const pool = poolOf(1);
    const fatal = ['fatal', 'fatal', 'fatal'].map((name) =>
      assert.rejects(pool.run('background', signal, asking(name)), ThreadLostError),
    );
    assert.equal((await pool.run('background', signal, asking('a'))).length, 1);
    await Promise.all(fatal);
  });

  it('blames only the tensor that ended the thread, not those measured along with it', async () => {
    const temp = await tempModel(['a', 'fatal', 'b'].map((name) => float32(name, [1], [1])));
    const files = new NodeFiles(temp.path);
    const opened = await OpenedModel.open(files, 'model.json');
    const results = await measureTogether(
      { pool: poolOf(1), priority: 'background', signal },
      opened.model.weights.map((weight) => ({ opened, weight, storage: { kind: 'float32' } })),
    );
    assert.deepEqual(
      results.map((result) => result instanceof ThreadLostError),
      [false, true, false],
    );
    await files.forget();
    await temp.remove();
  });

  it('lets what is on screen go before what waits in the background', async () => {
    const pool = poolOf(1);
    const order: string[] = [];
    const run = (priority: 'screen' | 'background', name: string): Promise<unknown> =>
      pool.run(priority, signal, asking(name)).then(() => order.push(name));
    await Promise.all([
      ...['b1', 'b2', 'b3'].map((name) => run('background', name)),
      run('screen', 'seen'),
    ]);
    assert.ok(order.indexOf('seen') < order.indexOf('b3'), order.join(' '));
  });

  it('has nothing left to do when everything was cancelled, waiting or begun', async () => {
    const pool = poolOf(1);
    const controller = new AbortController();
    const jobs = ['slow', 'slow', 'slow'].map((name) =>
      assert.rejects(
        pool.run('background', controller.signal, asking(name, controller.signal)),
        CancelledError,
      ),
    );
    assert.equal(pool.load.jobs, 3);
    controller.abort();
    await Promise.all(jobs);
    assert.equal(pool.load.jobs, 0);
    await assert.rejects(pool.run('screen', controller.signal, asking('a')), CancelledError);
  });

  it('has at least one thread', () => {
    assert.equal(startPool(script, 'model.json', 0).threads, 1);
  });
});
