import assert from 'node:assert/strict';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelWorker, startModelWorker } from '../../../../src/compute/client';
import { KernelShelf } from '../../../../src/compute/kernels/shelf';
import { measureWeight } from '../../../../src/compute/measure/measureWeight';
import { NodeFiles } from '../../../../src/compute/files/nodeFiles';
import { OpenedModel } from '../../../../src/compute/openedModel';
import { createSession } from '../../../../src/compute/session';
import type { Measures } from '../../../../src/core/measure/statistics';
import { buildWorker } from '../../../support/buildWorker';
import { type TempModel, tempModel } from '../../../support/tempModel';
import { call } from '../calls';
import { measureAllOf, mixedTensors } from './models';

const tensors = mixedTensors();

/** Without the moments, whose sums the plain loops add in another order; -0 is 0. */
function exact({ statistics: s, histogram, quantiles }: Measures): unknown {
  return [
    [s.count, s.nan, s.positiveInfinity, s.negativeInfinity, s.zeros, s.nearZeros],
    [s.min, s.max, s.minAt, s.maxAt, s.firstNonFiniteAt, s.count],
    histogram && [histogram.low + 0, histogram.high + 0, [...histogram.counts]],
    quantiles,
  ];
}

describe('tensors measured by threads', () => {
  let script = '';
  const temps: TempModel[] = [];
  const workers: ModelWorker[] = [];

  before(() => {
    script = buildWorker();
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.dispose();
    for (const temp of temps.splice(0)) await temp.remove();
  });

  const model = async (shardBytes: number): Promise<TempModel> => {
    const temp = await tempModel(tensors, { shardBytes });
    temps.push(temp);
    return temp;
  };
  const start = (path: string, scanThreads: number): ModelWorker => {
    const worker = startModelWorker(script, { path, fileName: 'model.json', scanThreads });
    workers.push(worker);
    return worker;
  };
  const eachOf = async ({ model: api }: ModelWorker): Promise<Measures[]> => {
    const all: Measures[] = [];
    for (const weight of tensors.keys()) all.push(await api.measure({ weight }));
    return all;
  };

  it('have the same bits whatever the size of the shards and the number of threads', async () => {
    const first = start((await model(Infinity)).path, 1);
    const looked = await eachOf(first);
    const all = await measureAllOf(start((await model(Infinity)).path, 1));
    assert.deepEqual(
      all,
      looked.map(({ statistics }, weight) => ({ weight, statistics })),
    );
    for (const [shardBytes, threads] of [
      [3_000_001, 2],
      [1_048_576, 3],
      [777_777, 1],
    ] as const) {
      const { path } = await model(shardBytes);
      assert.deepEqual(await eachOf(start(path, threads)), looked);
      const passed = start(path, threads);
      assert.deepEqual(await measureAllOf(passed), all);
      assert.deepEqual(await eachOf(passed), looked);
    }
  });

  it('are those of the plain loops, moments to rounding', async () => {
    const { path } = await model(1_000_003);
    const files = new NodeFiles(path);
    const plain = createSession(files, 'model.json');
    for (const [weight, actual] of (await eachOf(start(path, 2))).entries()) {
      const expected = await plain.measure({ weight }, call());
      assert.deepEqual(exact(actual), exact(expected), tensors[weight]?.name);
      const scale = expected.statistics.rms ?? 0;
      for (const key of ['mean', 'std', 'rms', 'l2'] as const) {
        const difference = (actual.statistics[key] ?? 0) - (expected.statistics[key] ?? 0);
        assert.ok(
          Math.abs(difference) <= 1e-11 * Math.max(scale, expected.statistics.l2 ?? 0),
          key,
        );
      }
    }
    await files.forget();
  });

  it('have zoomed histograms that count what the plain loops count', async () => {
    const { path } = await model(1_000_003);
    const files = new NodeFiles(path);
    const plain = createSession(files, 'model.json');
    const { model: api } = start(path, 2);
    for (const weight of [1, 3, 5])
      for (const [low, high, bins] of [
        [-0.5, 0.25, 100],
        [0, 0, 1],
        [-1e-30, 1e30, 8192],
      ] as const) {
        const key = { weight, low, high, bins };
        assert.deepEqual(await api.histogram(key), await plain.histogram(key, call()));
      }
    await files.forget();
  });

  it('that are cut short say so as if they were read here, and stop no others', async () => {
    const temp = await model(1_048_576);
    const length = (await readdir(temp.folder)).length - 1;
    await truncate(join(temp.folder, `group1-shard3of${length}.bin`), 5);
    const files = new NodeFiles(temp.path);
    const plain = createSession(files, 'model.json');
    const expected = await plain.measure({ weight: 1 }, call()).catch(String);
    const worker = start(temp.path, 2);
    const all = await measureAllOf(worker);
    const [, large] = all;
    assert.ok(large !== undefined && 'problem' in large);
    assert.equal(`ModelFormatError: ${large.problem}`, expected);
    assert.deepEqual(
      all.map((line) => 'problem' in line),
      tensors.map((_, weight) => weight === 1),
    );
    await assert.rejects(worker.model.measure({ weight: 1 }), { name: 'ModelFormatError' });
    await files.forget();
  });

  it('are measured without kernels where the engine has none', async () => {
    const { path } = await model(Infinity);
    const files = new NodeFiles(path);
    const opened = await OpenedModel.open(files, 'model.json');
    const none = new KernelShelf(() => undefined);
    const ready = (): Promise<void> => Promise.resolve();
    const plain = await measureWeight(
      opened.scanned(opened.weight(3)),
      ready,
      () => undefined,
      none,
    );
    const measured = await start(path, 1).model.measure({ weight: 3 });
    assert.deepEqual(exact(measured), exact(plain));
    await files.forget();
  });
});
