import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CompareWorker, startCompareWorker } from '../../../src/compute/client';
import { buildWorker } from '../../support/buildWorker';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { float32, type TempModel, tempModel } from '../../support/tempModel';

const COFFEE = resolve('samples/coffee-roasting/model.json');
const COLLAPSED = resolve('samples/coffee-roasting-collapsed/model.json');

describe('the two models of a comparison by themselves', () => {
  const started: CompareWorker[] = [];
  const models: TempModel[] = [];
  const start = async (a: string, b: string): Promise<CompareWorker['comparison']> => {
    const side = (path: string) => ({ path, fileName: 'model.json' });
    const worker = startCompareWorker(buildWorker(), { a: side(a), b: side(b) });
    started.push(worker);
    await worker.comparison.openBoth({ hand: [] });
    return worker.comparison;
  };
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    for (const model of models.splice(0)) await model.remove();
  });

  it('are read as TensorFlow.js loads each', async () => {
    const comparison = await start(COFFEE, COLLAPSED);
    for (const [side, path] of [
      ['a', COFFEE],
      ['b', COLLAPSED],
    ] as const) {
      const { text } = await comparison.sideText({ side });
      assert.equal(text, await readFile(path, 'utf8'));
      const loaded = await loadWithTfjs(path);
      const expected = [...weightValues(loaded).values()];
      loaded.dispose();
      for (const [weight, values] of expected.entries()) {
        const end = values.length;
        const found = await comparison.sideValues({ side, weight, start: 0, end });
        assert.deepEqual([...found], [...values]);
      }
    }
  });

  it('give what B has for a weight of A, however B orders its own', async () => {
    const [ones, twos] = [float32('one', [2], [1, 1]), float32('two', [3], [2, 2, 2])];
    const a = await tempModel([ones, twos]);
    const b = await tempModel([float32('two', [3], [4, 5, 6]), float32('one', [2], [7, 8])]);
    models.push(a, b);
    const comparison = await start(a.path, b.path);
    const partner = await comparison.partnerValues({ weight: 1, start: 1, end: 3 });
    assert.deepEqual([...partner], [5, 6]);
  });

  it('say which weight of A has nothing in B', async () => {
    const a = await tempModel([float32('only here', [1], [1])]);
    const b = await tempModel([float32('other', [2], [1, 2])]);
    models.push(a, b);
    const comparison = await start(a.path, b.path);
    await assert.rejects(
      comparison.partnerValues({ weight: 0, start: 0, end: 1 }),
      /B has nothing for only here of A, so there is no way from A to B/,
    );
  });
});
