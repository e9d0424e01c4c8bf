import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertFigure, assertNone, assertNoNaN } from '../../evaluate/predictions';
import { modelOf } from '../../dataset/support';
import { csvOf, Judging } from './support';

const SIGMOID = modelOf([1], [1], 'sigmoid');
const SOFTMAX = modelOf([1], [3], 'softmax');
const LINEAR = modelOf([1], [1], null);

/** Every float32 near enough to the doubles of the example. */
const FLOAT32 = 1e-6;

describe('an evaluation in the worker', () => {
  let judging: Judging;
  before(async () => {
    judging = await Judging.start();
  });
  after(() => judging.end());

  it('has the numbers of scikit-learn for its own example of two classes', async () => {
    const prepared = await judging.prepare(csvOf([0, 0, 1, 1]), SIGMOID, ['binaryCrossentropy']);
    const { rows, outputs } = await judging.judge(prepared, [[0.1, 0.4, 0.35, 0.8]]);
    const [report] = outputs;
    assert.ok(report?.kind === 'classes');
    assert.deepEqual([rows, report.judged, report.names], [4, 4, ['0', '1']]);
    assertFigure(report.ranked[1]?.rocArea.found ?? report.macro.rocArea, 0.75);
    assertFigure(report.ranked[1]?.averagePrecision.found ?? report.macro.rocArea, 0.833333, 1e-6);
    assertFigure(report.probabilities.brier.found, 0.158125, FLOAT32);
    assertFigure(report.probabilities.logLoss.found, 0.472287954, FLOAT32);
    assertFigure(report.lossBaseline.value, Math.log(2), FLOAT32);
    const curves = await judging.worker.data.curves({ prepared, output: 0, of: 1 });
    assert.deepEqual([...(curves.roc?.x ?? [])], [0, 0, 0.5, 0.5, 1]);
    assert.deepEqual([...(curves.roc?.y ?? [])], [0, 0.5, 0.5, 1, 1]);
    const half = curves.steps.thresholds.indexOf(0.5);
    assert.deepEqual(
      [curves.steps.truePositives[half], curves.steps.falsePositives[half], curves.usual],
      [1, 0, 0.5],
    );
  });

  it('takes ties together, as scikit-learn does', async () => {
    const prepared = await judging.prepare(csvOf([1, 0, 1, 0, 1, 0]), SIGMOID, [
      'binaryCrossentropy',
    ]);
    const { outputs } = await judging.judge(prepared, [[0.9, 0.8, 0.8, 0.3, 0.3, 0.1]]);
    const [report] = outputs;
    assert.ok(report?.kind === 'classes');
    assertFigure(report.macro.rocArea, 0.777778, 1e-6);
    const tied = await judging.judge(prepared, [[0.3, 0.3, 0.3, 0.3, 0.3, 0.3]]);
    assert.ok(tied.outputs[0]?.kind === 'classes');
    assertFigure(tied.outputs[0].macro.rocArea, 0.5);
  });

  it('counts a confusion, names its mistakes and finds the rows of a cell in the file', async () => {
    const [actual, named] = [
      ['c', 'a', 'c', 'c', 'a', 'b'],
      [0, 0, 2, 2, 0, 2],
    ];
    const prepared = await judging.prepare(csvOf(actual), SOFTMAX, ['categoricalCrossentropy']);
    const sure = named.flatMap((of) => [0, 1, 2].map((i) => (i === of ? 0.8 : 0.1)));
    const { outputs } = await judging.judge(prepared, [sure], [3]);
    const [report] = outputs;
    assert.ok(report?.kind === 'classes');
    assert.deepEqual([...report.matrix.counts], [2, 0, 0, 0, 0, 1, 1, 0, 2]);
    assertFigure(report.overall.balancedAccuracy.found, 0.555556, 1e-6);
    assertFigure(report.overall.matthews.found, 0.452267, 1e-5);
    assert.deepEqual(report.confused, [
      { actual: 1, named: 2, rows: 1 },
      { actual: 2, named: 0, rows: 1 },
    ]);
    const range = { start: 0, end: 10 };
    const cell = { prepared, output: 0, actual: 2, named: 2, ...range };
    const found = await judging.worker.data.rowsOf(cell);
    assert.deepEqual(found.names, ['x', 'y']);
    assert.deepEqual(
      found.rows.map(({ row, cells }) => [row, cells]),
      [
        [3, ['2', 'c']],
        [4, ['3', 'c']],
      ],
    );
    const second = await judging.worker.data.rowsOf({ ...cell, start: 1 });
    assert.deepEqual([second.total, second.rows.map(({ row }) => row)], [2, [4]]);
  });

  it('has no number where one class alone has rows, and says why', async () => {
    const prepared = await judging.prepare(csvOf([1, 1, 1]), SIGMOID, ['binaryCrossentropy']);
    const judged = await judging.judge(prepared, [[0.9, 0.2, 0.7]]);
    const [report] = judged.outputs;
    assert.ok(report?.kind === 'classes');
    assertNone(report.macro.rocArea, /both/);
    assertNone(report.overall.matthews.found, /one class/);
    const curves = await judging.worker.data.curves({ prepared, output: 0, of: 1 });
    assert.equal(curves.roc, null);
    assertNone(curves.rocArea.found, /All rows are of this class/);
    assertNoNaN([judged, curves]);
  });

  it('leaves out what is not finite and says so', async () => {
    const prepared = await judging.prepare(csvOf([0, 1, 1]), SIGMOID, ['binaryCrossentropy']);
    const { outputs } = await judging.judge(prepared, [[NaN, 0.9, 0.8]]);
    assert.equal(outputs[0]?.judged, 2);
    assert.match(outputs[0].leftOut ?? '', /1 of 3 rows are left out.*first for row 1/);
    assertNoNaN(outputs);
  });

  it('reckons errors of numbers and draws them with their rows', async () => {
    const prepared = await judging.prepare(csvOf([3, -0.5, 2, 7]), LINEAR, ['meanSquaredError']);
    const { outputs } = await judging.judge(prepared, [[2.5, 0, 2, 8]]);
    const [report] = outputs;
    assert.ok(report?.kind === 'numbers');
    // The example of scikit-learn's mean_absolute_error, mean_squared_error and r2_score.
    assertFigure(report.columns[0]?.mae.found ?? report.lossBaseline.value, 0.5);
    assertFigure(report.columns[0]?.rmse.found ?? report.lossBaseline.value, Math.sqrt(0.375));
    assertFigure(report.columns[0]?.r2.found ?? report.lossBaseline.value, 0.948608, 1e-6);
    assertFigure(report.lossBaseline.value, 7.296875);
    const plots = await judging.worker.data.plots({ prepared, output: 0, column: 0 });
    assert.deepEqual([...plots.rows], [1, 2, 3, 4]);
    assert.equal(
      plots.residuals?.counts.reduce((sum, rows) => sum + rows, 0),
      4,
    );
  });

  it('judges labels that do not exclude each other one by one', async () => {
    const model = modelOf([1], [2], 'sigmoid');
    const csv = 'x,a,b\n0,1,0\n1,1,1\n2,0,0\n3,0,1\n';
    const prepared = await judging.prepare(csv, model, ['binaryCrossentropy']);
    const { outputs } = await judging.judge(
      prepared,
      [[0.9, 0.1, 0.8, 0.3, 0.2, 0.1, 0.6, 0.7]],
      [2],
    );
    const [report] = outputs;
    assert.ok(report?.kind === 'labels');
    assert.deepEqual(report.names, ['a', 'b']);
    assertFigure(report.figures.allRight.found, 0.5);
    assertFigure(report.figures.answersRight.found, 0.75);
    assertFigure(report.ranked[1]?.rocArea.found ?? report.macro.rocArea, 1);
    assertNoNaN(outputs);
  });

  it('judges the part for validation by the rows of the file', async () => {
    const targets = Array.from({ length: 20 }, (_, i) => i % 2);
    const split = { kind: 'fraction', fraction: 0.25, seed: 1, stratified: true } as const;
    const prepared = await judging.prepare(csvOf(targets), SIGMOID, ['binaryCrossentropy'], split);
    const outputs = [[0.6, 0.6, 0.6, 0.6, 0.6]];
    const { rows } = await judging.judge(prepared, outputs, [1], 'validation');
    assert.equal(rows, 5);
    const { text } = await judging.worker.data.predictionsCsv({
      ...{ prepared, output: 0, column: 0, target: null },
    });
    const lines = (text ?? '').trim().split('\n').slice(1);
    for (const line of lines) {
      const [row = '', actual] = line.split(',');
      assert.equal(actual, String(targets[Number(row) - 1]));
    }
    assert.equal(lines.length, 5);
  });

  it('writes predictions as a file, whole, that reads back', async () => {
    const prepared = await judging.prepare(csvOf(['"no, thanks"', 'yes']), SIGMOID, [
      'binaryCrossentropy',
    ]);
    await judging.judge(prepared, [[0.25, 0.5]]);
    const target = join(judging.folder, 'predictions.csv');
    const { text } = await judging.worker.data.predictionsCsv({
      ...{ prepared, output: 0, column: 0, target },
    });
    assert.equal(text, null);
    assert.equal(
      await readFile(target, 'utf8'),
      'row,actual,predicted,correct,output yes\n1,"no, thanks","no, thanks",1,0.25\n2,yes,yes,1,0.5\n',
    );
    const left = (await readdir(judging.folder)).filter((name) => name.endsWith('.partial'));
    assert.deepEqual(left, []);
  });

  it('judges each step of a sequence by itself', async () => {
    const prepared = await judging.prepare(
      'x,y1,y2\n0,5,6\n1,7,8\n',
      modelOf([1], [2, 1], null),
      ['meanSquaredError'],
      { kind: 'none' },
      { inputs: ['x'], targets: ['y1', 'y2'] },
    );
    const { outputs } = await judging.judge(prepared, [[5, 6, 7, 9]], [2, 1]);
    const [report] = outputs;
    assert.ok(report?.kind === 'numbers');
    assert.deepEqual([report.places, report.judged, report.names], [2, 4, ['out']]);
    const at = { prepared, output: 0, column: 0 };
    assert.deepEqual([...(await judging.worker.data.plots(at)).rows], [1, 1, 2, 2]);
    const { text } = await judging.worker.data.predictionsCsv({ ...at, target: null });
    assert.equal(
      text,
      'row,place,actual,predicted,residual\n1,1,5,5,0\n1,2,6,6,0\n2,1,7,7,0\n2,2,8,9,-1\n',
    );
  });

  it('shows of many classes those with the most mistakes, and every class its figures', async () => {
    const classes = 60;
    const labels = Array.from({ length: 2 * classes }, (_, i) => i % classes);
    const prepared = await judging.prepare(csvOf(labels), modelOf([1], [classes], 'softmax'), [
      'sparseCategoricalCrossentropy',
    ]);
    // The second row of each of the last 55 classes is named as the class before.
    const named = labels.map((label, i) => (i >= classes && label >= 5 ? label - 1 : label));
    const outputs = named.flatMap((of) =>
      Array.from({ length: classes }, (_, i) => (i === of ? 0.41 : 0.01)),
    );
    const { outputs: reports } = await judging.judge(prepared, [outputs], [classes]);
    const [report] = reports;
    assert.ok(report?.kind === 'classes');
    const { matrix, confused, ranked } = report;
    assert.deepEqual([matrix.classes.length, ranked.length, confused.length], [50, 60, 20]);
    assert.deepEqual(
      matrix.classes,
      [...matrix.classes].sort((a, b) => a - b),
    );
    assert.ok(!matrix.classes.includes(0));
    assertFigure(report.overall.accuracy.found, 65 / 120);
    assertNoNaN(report);
  });

  it('judges each of several outputs as what it is', async () => {
    const model = {
      inputs: [{ name: 'x', shape: [1], indices: null }],
      outputs: [
        { name: 'kind', shape: [2], activation: 'softmax' },
        { name: 'price', shape: [1], activation: null },
      ],
    };
    const csv = 'x,kind,price\n0,cat,1\n1,dog,3\n2,cat,2\n';
    const prepared = await judging.prepare(csv, model, [
      'categoricalCrossentropy',
      'meanAbsoluteError',
    ]);
    const { outputs } = await judging.worker.data.judge({
      ...{ prepared, part: 'training' },
      outputs: [
        { shape: [2], values: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.4, 0.6) },
        { shape: [1], values: Float32Array.of(1, 2, 2) },
      ],
    });
    const [kind, price] = outputs;
    assert.ok(kind?.kind === 'classes' && price?.kind === 'numbers');
    assert.deepEqual([kind.names, price.names], [['cat', 'dog'], ['price']]);
    assertFigure(kind.overall.accuracy.found, 2 / 3);
    assertFigure(price.columns[0]?.mae.found ?? price.lossBaseline.value, 1 / 3);
    assertFigure(price.lossBaseline.value, 2 / 3);
  });

  it('forgets an evaluation with the rows that it is of', async () => {
    const prepared = await judging.prepare(csvOf([0, 1]), SIGMOID, ['binaryCrossentropy']);
    await judging.judge(prepared, [[0.1, 0.9]]);
    await judging.worker.data.release({ prepared });
    await assert.rejects(judging.worker.data.curves({ prepared, output: 0, of: 1 }), /no longer/);
  });
});
