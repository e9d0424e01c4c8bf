import * as assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { readModel } from '../../../src/core/model/readModel';
import { weightValues } from '../../support/loadWithTfjs';
import { MemoryFiles } from '../../support/memoryFiles';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';

describe('the weights of every kind of layer that TensorFlow.js saves', () => {
  for (const [kind, build] of Object.entries(LAYER_KINDS)) {
    it(`${kind}: are read value for value`, async () => {
      const tfModel = build();
      // As they begin, all biases are alike, and any of them would do for another.
      tfModel.setWeights(
        tfModel.getWeights().map(({ shape }, i) => tf.randomNormal(shape, i, 1, 'float32', i + 1)),
      );
      const { json, weights } = await savedModel(tfModel);
      const model = readModel(json, 'model.json');
      const source = new FileWeightSource(
        model.manifest,
        new MemoryFiles(new Map([['weights.bin', weights]])),
      );
      const expected = weightValues(tfModel);
      assert.equal(model.weights.length, expected.size);
      for (const weight of model.weights) {
        const values = await source.read(weight, 0, weight.size);
        assert.deepEqual(values, expected.get(weight.name), weight.name);
      }
      tfModel.dispose();
    });
  }
});
