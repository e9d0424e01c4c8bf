import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { sampleModel, sampleRows } from '../../support/sampleData';

interface Standardised {
  readonly standardised: { readonly mean: number[]; readonly std: number[] };
}

describe('trained samples', () => {
  it('coffee-roasting tells good roasts from bad ones', async () => {
    assert.ok((await coffeeAccuracy('coffee-roasting')) > 0.98);
  });

  it('coffee-roasting-collapsed is right as often as roasts are bad, by always saying bad', async () => {
    const rows = sampleRows('coffee-roasting-collapsed', 'coffee-roasting.csv');
    const bad = rows.filter((row) => row.at(-1) === '0').length / rows.length;
    assert.equal(bad, 0.812);
    assert.equal(await coffeeAccuracy('coffee-roasting-collapsed'), bad);
  });

  it('coffee-roasting-collapsed has lost every kernel, and coffee-roasting has not', async () => {
    assert.ok((await largestInKernels('coffee-roasting-collapsed')) < 0.01);
    assert.ok((await largestInKernels('coffee-roasting')) > 1);
  });

  it('the coffee pair differs in nothing but its L2 penalty and its weights', () => {
    assert.deepEqual(
      sampleRows('coffee-roasting', 'coffee-roasting.csv'),
      sampleRows('coffee-roasting-collapsed', 'coffee-roasting.csv'),
    );
    const json = (folder: string): string => readFileSync(sampleModel(folder), 'utf8');
    assert.equal(
      json('coffee-roasting-collapsed')
        .replace('coffee_roasting_collapsed', 'coffee_roasting')
        .replaceAll('"l2": 0.1\n', '"l2": 0.001\n'),
      json('coffee-roasting'),
    );
  });

  it('iris names the species of the rows it was not trained on', async () => {
    const rows = sampleRows('iris', 'iris.csv').filter((_, index) => index % 5 === 4);
    const model = await loadWithTfjs(sampleModel('iris'));
    const classes = (model.getUserDefinedMetadata() as { classes: string[] }).classes;
    const outputs = predict(model, standardise(model, rows));
    const right = rows.filter((row, i) => row.at(-1) === classes[largest(outputs[i] ?? [])]);
    model.dispose();
    assert.equal(rows.length, 30);
    assert.ok(right.length >= 28);
  });

  it('digits reads the handwriting of its CSV, none of which it was trained on', async () => {
    const rows = sampleRows('digits', 'digits.csv');
    const model = await loadWithTfjs(sampleModel('digits'));
    const outputs = predict(
      model,
      rows.map((row) => row.slice(0, -1).map((pixel) => Number(pixel) / 255)),
    );
    const right = rows.filter((row, i) => Number(row.at(-1)) === largest(outputs[i] ?? []));
    model.dispose();
    assert.equal(rows.length, 300);
    assert.ok(right.length / rows.length > 0.95);
  });

  it('lstm foretells a sine three times better than repeating the last value does', async () => {
    const rows = sampleRows('lstm', 'sine.csv').slice(-60);
    const inputs = rows.map((row) => row.slice(0, -1).map(Number));
    const next = rows.map((row) => Number(row.at(-1)));
    const model = await loadWithTfjs(sampleModel('lstm'));
    const foretold = predict(model, inputs).flat();
    model.dispose();
    const repeated = inputs.map((input) => input.at(-1) ?? NaN);
    assert.ok(3 * rootMeanSquare(next, foretold) < rootMeanSquare(next, repeated));
  });
});

async function coffeeAccuracy(folder: string): Promise<number> {
  const rows = sampleRows(folder, 'coffee-roasting.csv');
  const model = await loadWithTfjs(sampleModel(folder));
  const outputs = predict(model, standardise(model, rows));
  model.dispose();
  const right = rows.filter((row, i) => Number(row.at(-1)) === Number((outputs[i]?.[0] ?? NaN) >= 0.5));
  return right.length / rows.length;
}

async function largestInKernels(folder: string): Promise<number> {
  const model = await loadWithTfjs(sampleModel(folder));
  const kernels = [...weightValues(model)].filter(([name]) => name.endsWith('/kernel'));
  model.dispose();
  assert.equal(kernels.length, 3);
  return Math.max(...kernels.flatMap(([, values]) => Array.from(values, Math.abs)));
}

/** The inputs of CSV rows whose last cell is the target, scaled as the model's metadata says. */
function standardise(model: tf.LayersModel, rows: string[][]): number[][] {
  const { mean, std } = (model.getUserDefinedMetadata() as Standardised).standardised;
  return rows.map((row) =>
    mean.map((columnMean, column) => (Number(row[column]) - columnMean) / (std[column] ?? NaN)),
  );
}

function predict(model: tf.LayersModel, inputs: number[][]): number[][] {
  return tf.tidy(() => {
    const shape = [inputs.length, ...(model.inputs[0]?.shape.slice(1).map(Number) ?? [])];
    const output = model.predict(tf.tensor(inputs.flat(), shape)) as tf.Tensor2D;
    return output.arraySync();
  });
}

function largest(outputs: number[]): number {
  return outputs.indexOf(Math.max(...outputs));
}

function rootMeanSquare(a: number[], b: number[]): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? NaN)) ** 2, 0) / a.length);
}
