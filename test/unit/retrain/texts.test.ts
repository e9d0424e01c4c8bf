import assert from 'node:assert/strict';
import { balancedWeights, classCounts } from '../../../src/core/retrain/balancedWeights';
import { type EndedRun, outcomeText } from '../../../src/core/retrain/outcomeText';
import { recordText, type RunRecord } from '../../../src/core/retrain/recordText';
import { retrainLabel } from '../../../src/core/retrain/retrainLabel';

const measures = (loss: number, accuracy: number) => ({
  rows: 30,
  loss,
  penalty: 0,
  metrics: [accuracy],
});
const epoch = (number: number, loss: number) => ({
  epoch: number,
  running: loss + 0.1,
  training: measures(loss - 0.1, 0.9),
  validation: measures(loss, (80 + number) / 100),
});
const SETTINGS = { metrics: ['accuracy'], seed: 7, classWeights: [1, Infinity] };
const RUN: EndedRun = {
  ended: 'finished',
  failure: null,
  epochs: 2,
  keptEpoch: 2,
  history: [epoch(1, 0.5), epoch(2, 0.41234)],
  seconds: 3.14159,
};

describe('what is told of a retraining', () => {
  it('names the edit by its epochs, and the epoch where that is not the last', () => {
    assert.equal(retrainLabel(20, 20), 'Retrain 20 epochs');
    assert.equal(retrainLabel(1, 1), 'Retrain 1 epoch');
    assert.equal(retrainLabel(20, 14), 'Retrain 20 epochs (epoch 14 kept)');
  });

  it('says how long it took and what the kept epoch scores on which rows', () => {
    assert.equal(
      outcomeText(RUN, ['accuracy']),
      'Trained 2 epochs in 3.1 s. On 30 validation rows: loss 0.412, accuracy 82 %.',
    );
    assert.match(
      outcomeText(RUN, ['accuracy'], measures(0.75, 0.5)),
      / loss 0.412, accuracy 82 %; before, loss 0.75, accuracy 50 %\.$/,
    );
    assert.equal(
      outcomeText({ ...RUN, ended: 'early', keptEpoch: 1 }, ['meanAbsoluteError']),
      'The loss no longer fell: trained 2 epochs in 3.1 s. The weights of epoch 1 are kept, as its loss was the smallest. On 30 validation rows: loss 0.5, mean absolute error 0.81.',
    );
  });

  it('says so where the model was better before', () => {
    const text = outcomeText(RUN, ['accuracy'], measures(0.1, 0.9));
    assert.match(text, /The loss was smaller before: undo takes the training back/);
    // Other rows cannot be compared.
    const others = outcomeText(RUN, ['accuracy'], { ...measures(0.1, 0.9), rows: 31 });
    assert.doesNotMatch(others, /before/);
  });

  it('says that nothing changed where no epoch was done, and why', () => {
    assert.match(outcomeText({ ...RUN, ended: 'stopped', keptEpoch: 0 }, []), /as it was/);
    const failure = { message: 'The loss is NaN.' };
    assert.equal(
      outcomeText({ ...RUN, ended: 'notFinite', failure, keptEpoch: 0 }, []),
      failure.message,
    );
  });

  it('is a record of settings, data, backend and curves that JSON can hold', () => {
    const record: RunRecord = {
      model: 'iris/model.json',
      date: '2026-11-28T12:00:00.000Z',
      extension: '0.1.0',
      backend: { backend: 'wasm', versions: 'TensorFlow.js 4.22.0' },
      data: {
        file: 'iris/iris.csv',
        validationFile: null,
        sha256: 'ab',
        trainingRows: 120,
        validationRows: 30,
        choice: { inputs: [] },
        validation: { kind: 'fraction', fraction: 0.2, seed: 1 },
      },
      settings: SETTINGS,
      ended: 'finished',
      failure: null,
      keptEpoch: 2,
      seconds: 3,
      history: [epoch(1, 0.5), epoch(2, 0.41234)].map((one) => ({ ...one, running: NaN })),
      movement: [{ name: 'a', moved: 0.15, degrees: 1.1, text: 'moved 15 %, turned 1.1°' }],
    };
    const read = JSON.parse(recordText(record)) as {
      readonly settings: { readonly seed: number };
      readonly curves: { readonly batchLoss: unknown; readonly validation: unknown };
    };
    assert.equal(read.settings.seed, 7);
    assert.deepEqual(read.curves.batchLoss, ['NaN', 'NaN']);
    assert.deepEqual(read.curves.validation, {
      rows: 30,
      loss: [0.5, 0.41234],
      penalty: [0, 0],
      accuracy: [0.81, 0.82],
    });
  });
});

describe('balanced class weights', () => {
  it('are those of scikit-learn', () => {
    // compute_class_weight('balanced', classes=[0, 1, 2], y=[0]*4 + [1]*2 + [2]*2)
    const expected = [0.66666667, 1.33333333, 1.33333333];
    balancedWeights([4, 2, 2]).forEach((weight, i) =>
      assert.ok(Math.abs(weight - (expected[i] ?? 0)) < 1e-8),
    );
    assert.deepEqual(balancedWeights([4, 0]), [0.5, 0]);
  });

  it('count classes by number and by the largest of a row', () => {
    assert.deepEqual(classCounts([0, 1, 1, 2], 4, 3), [1, 2, 1]);
    assert.deepEqual(classCounts([0, 0, 1, 1, 0, 0], 2, 3), [1, 0, 1]);
  });
});
