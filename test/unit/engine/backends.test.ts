import assert from 'node:assert/strict';
import type { TrainRequest } from '../../../src/protocol/training';
import { withNative } from '../../support/native';
import { saved } from './models';
import { NETS } from './nets';
import { inProcess } from './process';
import { largestDifference, type Opened, request, session, weightsOf } from './support';

/** Ten steps of SGD. */
const tenSteps = (data: TrainRequest['data']): TrainRequest =>
  request(data, { losses: ['categoricalCrossentropy'], batchSize: 8 });

async function trained(
  model: Opened,
  data: TrainRequest['data'],
  backend: 'wasm' | 'cpu',
): Promise<Map<string, Float32Array>> {
  const opened = await session(model, backend);
  const result = await opened.api.train(tenSteps(data));
  assert.equal(result.ended, 'finished');
  return weightsOf(opened);
}

describe('wasm and cpu agree within 1e-5 after ten steps', () => {
  for (const { name, make, data } of NETS) {
    it(name, async () => {
      const model = await saved(make);
      const before = await weightsOf(await session(model, 'cpu'));
      const [wasm, cpu] = [await trained(model, data, 'wasm'), await trained(model, data, 'cpu')];
      assert.ok(largestDifference(before, wasm) > 1e-3, 'nothing was trained');
      assert.ok(largestDifference(wasm, cpu) <= 1e-5, String(largestDifference(wasm, cpu)));
    });
  }
});

withNative('native TensorFlow', (folder) => {
  for (const { name, make, data } of NETS) {
    it(`agrees with wasm within 1e-5 after ten steps, and with itself to the bit: ${name}`, async () => {
      const model = await saved(make);
      const wasm = await trained(model, data, 'wasm');
      const once = async (): Promise<Map<string, Float32Array>> =>
        inProcess(model, { backend: 'auto', nativeFolder: folder }, async (opened, { backend }) => {
          assert.equal(backend, 'native');
          await opened.api.train(tenSteps(data));
          return weightsOf(opened);
        });
      const native = await once();
      assert.ok(largestDifference(native, wasm) <= 1e-5, String(largestDifference(native, wasm)));
      assert.equal(largestDifference(native, await once()), 0);
    });
  }
});
