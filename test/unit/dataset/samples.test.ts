import assert from 'node:assert/strict';
import { trainingDefaults } from '../../../src/core/dataset/defaults';
import { type Proposal, proposeChoice } from '../../../src/core/dataset/proposal';
import type { DataModel } from '../../../src/core/dataset/dataModel';
import type { Json } from '../../../src/core/json';
import {
  modelOf,
  type Prepared,
  prepareDataset,
  sampleJson,
  sampleTable,
  tableOf,
} from './support';

async function propose(
  folder: string,
  csv: string,
  model: DataModel,
  json: Json = sampleJson(folder),
): Promise<Proposal & { readonly prepared: Prepared }> {
  const table = await sampleTable(folder, csv);
  const { losses } = trainingDefaults(model, json);
  const proposal = proposeChoice(table, model, losses, json);
  assert.equal(proposal.problem, null);
  const prepared = await prepareDataset(table, proposal.choice, model, {
    kind: 'fraction',
    fraction: 0.2,
    seed: 1,
    stratified: true,
  });
  return { ...proposal, prepared };
}

const IRIS = modelOf([4], [3], 'softmax');

describe('the samples are proposed as they were trained', () => {
  it('iris: four measures, labels by name, stored mean and std, a fifth of each species', async () => {
    const { choice, prepared } = await propose('iris', 'iris.csv', IRIS);
    assert.deepEqual(choice.targets[0], {
      columns: ['species'],
      classes: ['setosa', 'versicolor', 'virginica'],
    });
    assert.equal(choice.inputs[0]?.scaling.kind, 'given');
    assert.equal(choice.inputs[0].columns[0], 'sepal_length_cm');
    assert.deepEqual([prepared.training.data.rows, prepared.validation?.data.rows], [120, 30]);
    const oneHot = prepared.validation?.data.targets[0]?.values ?? [];
    const species = [0, 1, 2].map(
      (k) => [...oneHot].filter((v, i) => v === 1 && i % 3 === k).length,
    );
    assert.deepEqual(species, [10, 10, 10]);
    assert.deepEqual(prepared.warnings, []);
  });

  it('iris without metadata: the same, standardised to the values of its README', async () => {
    const table = await sampleTable('iris', 'iris.csv');
    const { losses } = trainingDefaults(IRIS, {});
    const { choice } = proposeChoice(table, IRIS, losses, {});
    const { preprocessing } = await prepareDataset(table, choice, IRIS, { kind: 'none' });
    const { mean = [], std = [] } = preprocessing.inputs[0]?.scaling ?? {};
    const rounded = (values: readonly number[]): number[] =>
      values.map((v) => Number(v.toFixed(6)));
    assert.deepEqual(rounded(mean), [5.843333, 3.057333, 3.758, 1.199333]);
    assert.deepEqual(rounded(std), [0.825301, 0.434411, 1.759404, 0.759693]);
    assert.deepEqual(preprocessing.targets[0]?.classes, ['setosa', 'versicolor', 'virginica']);
  });

  it('coffee: two inputs, good or bad', async () => {
    const { choice, prepared } = await propose(
      'coffee-roasting',
      'coffee-roasting.csv',
      modelOf([2], [1], 'sigmoid'),
    );
    assert.deepEqual(choice.inputs[0]?.columns, ['temperature_celsius', 'duration_minutes']);
    assert.deepEqual(choice.targets[0]?.columns, ['good_roast']);
    assert.deepEqual(prepared.training.data.targets[0]?.shape, [1]);
    assert.equal(prepared.training.data.rows, 800);
  });

  it('digits: pixels as a picture divided by 255, ten digits', async () => {
    const model = modelOf([14, 14, 1], [10], 'softmax');
    for (const json of [sampleJson('digits'), {}]) {
      const { choice, prepared } = await propose('digits', 'digits.csv', model, json);
      assert.deepEqual(choice.inputs[0]?.scaling, { kind: 'divide', by: 255 });
      assert.deepEqual(prepared.training.data.inputs[0]?.shape, [14, 14, 1]);
      assert.ok(prepared.training.data.inputs[0].values.every((v) => v >= 0 && v <= 1));
      assert.deepEqual(choice.targets[0]?.columns, ['digit']);
    }
  });

  it('sine: sixteen values in a row to the next', async () => {
    const { prepared } = await propose('lstm', 'sine.csv', modelOf([16, 1], [1], null));
    assert.deepEqual(prepared.training.data.inputs[0]?.shape, [16, 1]);
    assert.equal(prepared.preprocessing.inputs[0]?.scaling?.mean.length, 1);
  });
});

describe('a proposal', () => {
  it('gives several inputs the columns of their names, else their number of columns', () => {
    const model: DataModel = {
      inputs: [
        { name: 'left', shape: [1], indices: null },
        { name: 'right', shape: [2], indices: null },
      ],
      outputs: [{ name: 'sum', shape: [1], activation: null }],
    };
    const { choice, problem } = proposeChoice(
      tableOf(['p', 'q', 'left', 't'], [[1, 2, 3, 4]]),
      model,
      ['meanSquaredError'],
      {},
    );
    assert.equal(problem, null);
    assert.deepEqual(
      choice.inputs.map(({ columns }) => columns),
      [['left'], ['p', 'q']],
    );
    assert.deepEqual(choice.targets[0]?.columns, ['t']);
  });

  it('takes a target that stands first by its name', () => {
    const table = tableOf(['label', 'a', 'b'], [[1, 2, 3]]);
    const { choice } = proposeChoice(
      table,
      modelOf([2], [1], 'sigmoid'),
      ['binaryCrossentropy'],
      {},
    );
    assert.deepEqual(choice.targets[0]?.columns, ['label']);
    assert.deepEqual(choice.inputs[0]?.columns, ['a', 'b']);
  });

  it('says so where columns and model do not fit', () => {
    const table = tableOf(['a', 'b'], [[1, 2]]);
    const { problem } = proposeChoice(table, modelOf([7], [1], null), ['meanSquaredError'], {});
    assert.equal(
      problem,
      'data.csv has 2 columns, and the model takes 7 numbers a row and a target: choose the columns.',
    );
  });
});
