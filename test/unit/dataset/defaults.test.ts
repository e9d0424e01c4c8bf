import assert from 'node:assert/strict';
import { trainingDefaults } from '../../../src/core/dataset/defaults';
import type { Json } from '../../../src/core/json';
import { modelOf, sampleJson } from './support';

const byOutput = (size: number, activation: string | null): unknown[] => {
  const { tasks, losses, metrics } = trainingDefaults(modelOf([4], [size], activation), {});
  return [tasks[0], losses[0], metrics[0]];
};

describe('what to train with', () => {
  it('is told by the last activation and the size of the output', () => {
    assert.deepEqual(byOutput(1, 'sigmoid'), ['binary', 'binaryCrossentropy', 'accuracy']);
    assert.deepEqual(byOutput(5, 'sigmoid'), ['multiLabel', 'binaryCrossentropy', 'accuracy']);
    assert.deepEqual(byOutput(3, 'softmax'), ['multiClass', 'categoricalCrossentropy', 'accuracy']);
    assert.deepEqual(byOutput(30_000, 'softmax'), [
      'multiClass',
      'sparseCategoricalCrossentropy',
      'accuracy',
    ]);
    assert.deepEqual(byOutput(1, null), ['regression', 'meanSquaredError', 'meanAbsoluteError']);
  });

  it('is what the file says, as TensorFlow.js spells it', () => {
    const { losses, optimizer } = trainingDefaults(
      modelOf([4], [3], 'softmax'),
      sampleJson('iris'),
    );
    assert.deepEqual(losses, ['categoricalCrossentropy']);
    assert.deepEqual(optimizer, { name: 'adam', learningRate: 0.01 });
  });

  it('is what the file says, as Keras spells it', () => {
    const config: Json = {
      loss: { class_name: 'SparseCategoricalCrossentropy', config: { from_logits: false } },
      metrics: [[{ class_name: 'MeanMetricWrapper', config: { name: 'accuracy' } }]],
      optimizer_config: { class_name: 'SGD', config: { learning_rate: 0.1, momentum: 0.9 } },
    };
    const { losses, metrics, optimizer, notes } = trainingDefaults(modelOf([4], [3], 'softmax'), {
      modelTopology: { training_config: config },
    });
    assert.deepEqual(
      [losses, metrics, notes],
      [['sparseCategoricalCrossentropy'], ['accuracy'], []],
    );
    assert.deepEqual(optimizer, { name: 'momentum', learningRate: 0.1, momentum: 0.9 });
  });

  it('takes losses by the name of the output', () => {
    const model = modelOf([4], [1], null);
    const json = { trainingConfig: { loss: { out: 'mae' } } };
    assert.deepEqual(trainingDefaults(model, json).losses, ['meanAbsoluteError']);
  });

  it('says where the file’s loss cannot be had, and where a softmax of one unit cannot learn', () => {
    const logits: Json = {
      trainingConfig: { loss: { class_name: 'BinaryCrossentropy', config: { from_logits: true } } },
    };
    assert.match(
      trainingDefaults(modelOf([4], [1], null), logits).notes.join(),
      /is not one of TensorFlow.js/,
    );
    assert.match(trainingDefaults(modelOf([4], [1], 'softmax'), {}).notes.join(), /always 1/);
  });
});
