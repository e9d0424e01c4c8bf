import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';
import { examples } from './models';
import { opened, session } from './support';

describe('a model that TensorFlow.js saved', () => {
  for (const [kind, make] of Object.entries(LAYER_KINDS)) {
    it(`computes the same after our reader rewrote it: ${kind}`, async () => {
      tf.enableProdMode();
      await tf.setBackend('cpu');
      const model = make();
      const shape = model.inputs[0]?.shape.slice(1).map((size) => size ?? 6) ?? [];
      const words = model.layers.some((layer) => layer.getClassName() === 'Embedding');
      const data = examples(2, shape, 2, words ? { integersBelow: 10 } : {});
      const values = data.inputs[0]?.values;
      assert.ok(values instanceof Float32Array);
      const count = model.inputs.length;
      const given = Array.from({ length: count }, () => tf.tensor(values.slice(), [2, ...shape]));
      const predicted = model.predict(given);
      const expected = (Array.isArray(predicted) ? predicted : [predicted]).map((tensor) => [
        ...tensor.dataSync(),
      ]);
      const files = await savedModel(model);
      model.dispose();

      const { api } = await session(opened(files), 'cpu');
      const { outputs } = await api.predict({
        data: {
          rows: 2,
          inputs: Array.from({ length: count }, () => ({ shape, values })),
          targets: [],
        },
        batchSize: 2,
      });
      assert.deepEqual(
        outputs.map((output) => [...output.values]),
        expected,
      );
    });
  }
});
