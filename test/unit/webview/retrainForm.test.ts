import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TrainingDefaults } from '../../../src/core/dataset/defaults';
import type { Json } from '../../../src/core/json';
import type { LoadedModel } from '../../../src/protocol/engine';
import { type Form, restoredForm, usualForm } from '../../../src/webview/retrain/form';
import { formProblems } from '../../../src/webview/retrain/formProblems';
import { freezeState, type TrainableLayer, withFrozen } from '../../../src/webview/retrain/layers';
import { settingsOf } from '../../../src/webview/retrain/settings';

const DEFAULTS: TrainingDefaults = {
  tasks: ['multiClass'],
  losses: ['categoricalCrossentropy'],
  metrics: ['accuracy'],
  optimizer: { name: 'adam', learningRate: 0.001 },
  notes: [],
};
const LOADED: LoadedModel = {
  inputs: [{ name: 'in', shape: [4], indices: null, batch: null }],
  outputs: [{ name: 'out', shape: [3], activation: 'softmax' }],
  weights: [],
  optimizerState: true,
};
const USUAL = usualForm(DEFAULTS, LOADED, []);
const BOUNDS = { batch: null, classes: 3, trains: true };
const PATHS = new Set(['a', 'b']);

const layer = (node: number, parent: number, path: string): TrainableLayer => ({
  node,
  parent,
  path,
  name: path,
  className: 'Dense',
  depth: 0,
  parameters: 1,
  frozenInFile: false,
});
/** a, and a model m that holds m/x and m/y. */
const LAYERS = [layer(0, -1, 'a'), layer(1, -1, 'm'), layer(2, 1, 'm/x'), layer(3, 1, 'm/y')];

describe('the form of a retraining', () => {
  it('begins with what the model was trained with, ready to start', () => {
    assert.deepEqual(formProblems(USUAL, BOUNDS), {});
    const { losses, optimizer, learningRate, resume, batchSize } = USUAL;
    assert.deepEqual(
      [losses, optimizer, learningRate, resume, batchSize],
      [['categoricalCrossentropy'], 'adam', 0.001, true, 32],
    );
  });

  it('takes the batch size that a model with a fixed one needs', () => {
    const [input] = LOADED.inputs;
    assert.ok(input !== undefined);
    const fixed = { ...LOADED, inputs: [{ ...input, batch: 8 }] };
    assert.equal(usualForm(DEFAULTS, fixed, []).batchSize, 8);
    const { batchSize } = formProblems(USUAL, { ...BOUNDS, batch: 8 });
    assert.match(batchSize ?? '', /exactly 8 rows/);
  });

  it('names what is wrong beside each field', () => {
    const form: Form = {
      ...USUAL,
      optimizer: 'momentum',
      momentum: 1,
      learningRate: NaN,
      batchSize: 0,
      epochs: 2.5,
      seed: -1,
      stopsEarly: true,
      patience: 0,
      minDelta: -1,
      classWeights: [1, 2],
    };
    const problems = formProblems(form, { ...BOUNDS, trains: false });
    assert.deepEqual(Object.keys(problems).sort(), [
      'batchSize',
      'classWeights',
      'epochs',
      'frozen',
      'learningRate',
      'minDelta',
      'momentum',
      'patience',
      'seed',
    ]);
    assert.equal(problems.epochs, 'The number of epochs must be a whole number from 1 to 100,000.');
    assert.match(problems.classWeights ?? '', /2 class weights for 3 classes/);
  });

  it('asks nothing of numbers that are not used', () => {
    const form = { ...USUAL, momentum: NaN, patience: NaN, minDelta: NaN };
    assert.deepEqual(formProblems(form, BOUNDS), {});
  });

  it('is as it was left', () => {
    const left: Form = {
      ...USUAL,
      optimizer: 'sgd',
      epochs: 7,
      frozen: ['b'],
      classWeights: [1, 2, 3],
    };
    assert.deepEqual(restoredForm(JSON.parse(JSON.stringify(left)) as Json, USUAL, PATHS), left);
  });

  it('is a form of this model whatever was kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        assert.deepEqual(restoredForm(kept as Json, USUAL, PATHS), USUAL);
      }),
    );
    const keys = Object.keys(USUAL);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (kept) => {
        const form = restoredForm(kept, USUAL, PATHS);
        assert.equal(form.losses.length, 1);
        assert.ok(form.frozen.every((path) => PATHS.has(path)));
        assert.deepEqual(Object.keys(form).sort(), [...keys].sort());
      }),
    );
  });

  it('asks the engine for momentum and early stopping only where they are chosen', () => {
    const plain = settingsOf(USUAL, [], new Map());
    assert.deepEqual([plain.optimizer, plain.earlyStopping], [DEFAULTS.optimizer, null]);
    const form: Form = { ...USUAL, optimizer: 'momentum', stopsEarly: true, patience: 3 };
    const { optimizer, earlyStopping } = settingsOf(form, [], new Map());
    assert.deepEqual(optimizer, { name: 'momentum', learningRate: 0.001, momentum: 0.9 });
    assert.deepEqual(earlyStopping, { patience: 3, minDelta: 0 });
  });
});

describe('layers to train', () => {
  const freezing = (frozen: readonly string[]) => freezeState(LAYERS, new Set(frozen));
  const states = (frozen: readonly string[]): readonly (string | undefined)[] => {
    const found = freezing(frozen);
    return LAYERS.map(({ path }) => found.get(path));
  };
  const toggled = (frozen: readonly string[], at: number, freeze: boolean): readonly string[] => {
    const chosen = LAYERS[at];
    assert.ok(chosen !== undefined);
    return withFrozen(LAYERS, freezing(frozen), chosen, freeze);
  };

  it('freeze with all that lies within them', () => {
    assert.deepEqual(states(toggled([], 1, true)), ['trained', 'frozen', 'frozen', 'frozen']);
    assert.deepEqual(states(['m']), ['trained', 'frozen', 'frozen', 'frozen']);
  });

  it('are frozen in part where one within is, and can be thawed one by one', () => {
    assert.deepEqual(states(toggled([], 2, true)), ['trained', 'partly', 'frozen', 'trained']);
    assert.deepEqual(states(toggled(['m'], 3, false)), ['trained', 'partly', 'frozen', 'trained']);
    assert.deepEqual(states(toggled(['m'], 1, false)), [
      'trained',
      'trained',
      'trained',
      'trained',
    ]);
  });

  it('are told to the engine by their nodes', () => {
    assert.deepEqual(settingsOf(USUAL, LAYERS, freezing(['m'])).frozen, [1, 2, 3]);
    assert.deepEqual(settingsOf(USUAL, LAYERS, freezing(['m/x'])).frozen, [2]);
  });
});
