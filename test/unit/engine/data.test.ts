import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelMismatchError } from '../../../src/core/errors';
import type { TrainSettings } from '../../../src/protocol/training';
import { examples, saved, small } from './models';
import { largestDifference, type Opened, request, session, weightsOf } from './support';

const CROSSENTROPY: Partial<TrainSettings> = { losses: ['categoricalCrossentropy'] };
const data = examples(100, [4], 2);

describe('the data of a training run', () => {
  let model: Opened;
  before(async () => {
    model = await saved(small);
  });

  it('comes from files as from memory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'weightscope-'));
    try {
      const inFile = (values: unknown, name: string): { file: string; dtype: 'float32' } => {
        const file = join(folder, name);
        writeFileSync(file, values as Float32Array);
        return { file, dtype: 'float32' };
      };
      const filed = {
        rows: data.rows,
        inputs: [{ shape: [4], values: inFile(data.inputs[0]?.values, 'x.bin') }],
        targets: [{ shape: [2], values: inFile(data.targets[0]?.values, 'y.bin') }],
      };
      const [a, b] = [await session(model), await session(model)];
      const inMemory = await a.api.train(request(data, CROSSENTROPY));
      const fromFiles = await b.api.train(request(filed, CROSSENTROPY));
      assert.equal(largestDifference(await weightsOf(a), await weightsOf(b)), 0);
      assert.equal(inMemory.dataHash, fromFiles.dataHash);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('and what training takes is refused where it would not fit into memory, with advice', async () => {
    const { api } = await session(model);
    const large = { ...request(data, { ...CROSSENTROPY }), memoryLimit: 1_000 };
    await assert.rejects(
      api.train(large),
      /^ModelMismatchError: Training would take about \d+\.\d GB of memory, more than the 0\.0 GB allowed\. Try a batch size below 32\.$/,
    );
    assert.ok((await api.estimate(large)).bytes > 1_000);
  });

  it('that does not fit the model is refused with what is wrong', async () => {
    const { api } = await session(model);
    const refuses = (
      given: typeof data,
      settings: Partial<TrainSettings>,
      message: RegExp,
    ): Promise<void> =>
      assert.rejects(api.train(request(given, { ...CROSSENTROPY, ...settings })), (error) => {
        assert.ok(error instanceof ModelMismatchError, String(error));
        assert.match(error.message, message);
        return true;
      });
    const x = data.inputs[0];
    assert.ok(x?.values instanceof Float32Array);
    await refuses(
      { ...data, inputs: [{ shape: [2, 2], values: x.values }] },
      {},
      /input "hidden_input" takes 4 a row, and the data gives 2 × 2/,
    );
    await refuses({ ...data, rows: 90 }, {}, /holds 400 numbers, and 90 rows of 4 need 360/);
    const holed = x.values.slice();
    holed[4 * 17 + 2] = NaN;
    await refuses(
      { ...data, inputs: [{ shape: [4], values: holed }] },
      {},
      /Row 18 of the input .* holds NaN/,
    );
    const labels = {
      shape: [],
      values: Int32Array.from({ length: 100 }, (_, i) => (i === 5 ? 2 : 0)),
    };
    await refuses(
      { ...data, targets: [labels] },
      { losses: ['sparseCategoricalCrossentropy'] },
      /Row 6 has 2 as target of output "out", and its classes are 0 to 1/,
    );
    await refuses(data, { frozen: [0, 1] }, /Every layer is frozen/);
  });

  it('that asks an Embedding for a row it does not have is refused, and the layer named', async () => {
    const { api, loaded } = await session(
      await saved(() =>
        tf.sequential({
          layers: [
            tf.layers.embedding({ name: 'words', inputDim: 10, outputDim: 3, inputLength: 4 }),
            tf.layers.flatten(),
            tf.layers.dense({ name: 'out', units: 2, activation: 'softmax' }),
          ],
        }),
      ),
    );
    assert.equal(loaded.inputs[0]?.indices, 10);
    const words = examples(20, [4], 2, { integersBelow: 11, seed: 4 });
    await assert.rejects(
      api.train(request(words, CROSSENTROPY)),
      /Layer "words" looks up 10, and it has rows 0 to 9/,
    );
  });
});
