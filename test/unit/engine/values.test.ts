import assert from 'node:assert/strict';
import { nativeFolder } from '../../support/native';
import { saved, small } from './models';
import { inProcess } from './process';
import { session, type Session } from './support';

async function readsWholeAndInParts({ api, loaded }: Session): Promise<void> {
  const { weight = -1, shape = [] } = loaded.weights[0] ?? {};
  const size = shape.reduce((product, length) => product * length, 1);
  const read = (start: number, end: number): Promise<Float32Array> =>
    api.values({ weight, start, end });
  const whole = await read(0, size);
  assert.equal(whole.length, size);
  assert.deepEqual(await read(3, 11), whole.slice(3, 11));
  assert.deepEqual(await read(0, 1), whole.slice(0, 1));
  assert.deepEqual(await read(size - 2, size + 9), whole.slice(-2));
  assert.equal((await read(0, 0)).length, 0);
  assert.equal((await read(size, size)).length, 0);
  const before = whole.slice();
  whole.fill(7);
  (await read(3, 11)).fill(9);
  assert.deepEqual(await read(0, size), before);
}

describe('values of a model that is being trained', () => {
  for (const backend of ['wasm', 'cpu'] as const)
    it(`come whole and in parts, as copies, on ${backend}`, async () => {
      await readsWholeAndInParts(await session(await saved(small), backend));
    });

  const folder = nativeFolder;
  if (folder !== undefined)
    it('come whole and in parts, as copies, on native', async () => {
      // Its variables are those of the whole process, other models' of other tests too.
      const start = { backend: 'native', nativeFolder: folder } as const;
      await inProcess(await saved(small), start, readsWholeAndInParts);
    });
});
