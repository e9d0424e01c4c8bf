import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DataChoice, Scaling } from '../../../src/core/dataset/choice';
import type { LossName } from '../../../src/core/dataset/lossNames';
import { parsePreprocessing } from '../../../src/core/dataset/preprocessing';
import type { Cell, Table } from '../../../src/core/dataset/table';
import type { Json } from '../../../src/core/json';
import type { Dataset } from '../../../src/protocol/training';
import { modelOf, prepareDataset, prepareRows, tableOf } from './support';

function choose(
  inputs: readonly string[],
  target: readonly string[],
  loss: LossName,
  more: { scaling?: Scaling; classes?: readonly string[]; missing?: DataChoice['missing'] } = {},
): DataChoice {
  return {
    inputs: [{ columns: inputs, scaling: more.scaling ?? { kind: 'none' } }],
    targets: [{ columns: target, classes: more.classes ?? null }],
    losses: [loss],
    missing: more.missing ?? 'refuse',
  };
}

const NONE = { kind: 'none' } as const;
const labelled = (labels: readonly Cell[]): Table =>
  tableOf(
    ['a', 'y'],
    labels.map((label, i) => [i * i, label]),
  );
const targetOf = async (
  labels: readonly Cell[],
  units: number,
  activation: string,
  loss: LossName,
  classes?: readonly string[],
): Promise<{ readonly shape: readonly number[]; readonly values: readonly number[] }> => {
  const model = modelOf([1], [units], activation);
  const choice = choose(['a'], ['y'], loss, classes ? { classes } : {});
  const prepared = await prepareDataset(labelled(labels), choice, model, NONE);
  const data: Dataset = prepared.training.data;
  const target = prepared.training.data.targets[0];
  assert.equal(data.rows, labels.length);
  return { shape: target?.shape ?? [], values: [...(target?.values ?? [])] };
};

describe('labels', () => {
  it('become one-hot rows in the order of their texts', async () => {
    assert.deepEqual(await targetOf(['b', 'c', 'a'], 3, 'softmax', 'categoricalCrossentropy'), {
      shape: [3],
      values: [0, 1, 0, 0, 0, 1, 1, 0, 0],
    });
  });

  it('become numbers of classes where the loss wants those', async () => {
    assert.deepEqual(
      await targetOf(['b', 'c', 'a'], 3, 'softmax', 'sparseCategoricalCrossentropy'),
      {
        shape: [1],
        values: [1, 2, 0],
      },
    );
  });

  it('that are numbers of classes need not all be there', async () => {
    assert.deepEqual(
      (await targetOf([0, 2], 4, 'softmax', 'sparseCategoricalCrossentropy')).values,
      [0, 2],
    );
  });

  it('keep an order that is given, with labels that the data lacks', async () => {
    const classes = ['c', 'b', 'a'];
    assert.deepEqual(
      (await targetOf(['b', 'c'], 3, 'softmax', 'sparseCategoricalCrossentropy', classes)).values,
      [1, 0],
    );
  });

  it('become no and yes for one unit, and −1 and 1 for hinge losses', async () => {
    assert.deepEqual(
      (await targetOf(['no', 'yes'], 1, 'sigmoid', 'binaryCrossentropy')).values,
      [0, 1],
    );
    assert.deepEqual((await targetOf(['no', 'yes'], 1, 'tanh', 'hinge')).values, [-1, 1]);
    assert.deepEqual((await targetOf([0, 1], 1, 'tanh', 'hinge')).values, [-1, 1]);
    assert.deepEqual((await targetOf([-1, 1], 1, 'tanh', 'hinge')).values, [-1, 1]);
    assert.deepEqual(
      (await targetOf([0.25, 1], 1, 'sigmoid', 'binaryCrossentropy')).values,
      [0.25, 1],
    );
  });

  const refused = (
    labels: readonly Cell[],
    units: number,
    activation: string,
    loss: LossName,
    message: string,
  ): Promise<void> => assert.rejects(targetOf(labels, units, activation, loss), { message });

  it('out of range are named by row and column', async () => {
    await refused(
      [0, 1, 10],
      10,
      'softmax',
      'categoricalCrossentropy',
      'Row 3 of data.csv has the label 10 in "y", and the model has 10 classes, 0 to 9. Correct it, or name the classes in the order of the outputs.',
    );
    await refused(
      [0, 2],
      1,
      'sigmoid',
      'binaryCrossentropy',
      'Row 2 of data.csv has 2 in "y", and the output "out" takes targets from 0 to 1. Correct it, or name the classes in the order no, yes.',
    );
  });

  it('fewer or more than the classes are never matched by guess', async () => {
    await refused(
      ['a', 'b'],
      3,
      'softmax',
      'categoricalCrossentropy',
      'Column "y" of data.csv has 2 labels ("a", "b"), and the model has 3 classes. Choose another column, or name the classes in the order of the outputs.',
    );
    await assert.rejects(
      targetOf(['a', 1], 2, 'softmax', 'categoricalCrossentropy'),
      /holds texts, and a number in row 2/,
    );
  });

  it('given as one-hot columns are taken as they are', async () => {
    const table = tableOf(
      ['a', 'p', 'q'],
      [
        [1, 0, 1],
        [2, 1, 0],
      ],
    );
    const choice = choose(['a'], ['p', 'q'], 'categoricalCrossentropy');
    const { training } = await prepareDataset(table, choice, modelOf([1], [2], 'softmax'), NONE);
    assert.deepEqual([...(training.data.targets[0]?.values ?? [])], [0, 1, 1, 0]);
  });
});

describe('standardising', () => {
  const STANDARDISE: Scaling = { kind: 'standardise' };
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  it('gives training columns mean 0 and population std 1, and validation the same scale', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(number, number), { minLength: 8, maxLength: 60 }),
        fc.nat(),
        async (pairs, seed) => {
          const table = tableOf(
            ['a', 'b', 'y'],
            pairs.map(([a, b]) => [a, b, 1]),
          );
          const choice = choose(['a', 'b'], ['y'], 'meanSquaredError', { scaling: STANDARDISE });
          const validation = { kind: 'fraction', fraction: 0.25, seed, stratified: false } as const;
          const prepared = await prepareDataset(table, choice, modelOf([2], [1], null), validation);
          const { training } = prepared;
          const scaling = prepared.preprocessing.inputs[0]?.scaling;
          for (const column of [0, 1]) {
            const raw = [...training.rows].map((row) => pairs[row]?.[column] ?? 0);
            if (new Set(raw).size === 1) {
              assert.deepEqual([scaling?.mean[column], scaling?.std[column]], [0, 1]);
              continue;
            }
            // Below the precision of floats around the mean, scaled values are rounding.
            if ((scaling?.std[column] ?? 0) < 1e-6) continue;
            const values = raw.map(
              (_, i) => training.data.inputs[0]?.values[2 * i + column] ?? NaN,
            );
            const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
            const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
            assert.ok(Math.abs(mean) < 1e-4, `mean ${mean}`);
            assert.ok(Math.abs(Math.sqrt(squares / values.length) - 1) < 1e-4);
          }
          prepared.validation?.rows.forEach((row, i) => {
            const [mean = 0] = scaling?.mean ?? [];
            const [std = 1] = scaling?.std ?? [];
            const wanted = Math.fround(((pairs[row]?.[0] ?? 0) - mean) / std);
            assert.equal(prepared.validation?.data.inputs[0]?.values[2 * i], wanted);
          });
        },
      ),
      { numRuns: 60 },
    ));

  it('counts the rows of training alone, population std', async () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => [value, 0]);
    const table = tableOf(['a', 'y'], rows);
    const held = tableOf(['a', 'y'], [[1000, 0]]);
    const choice = choose(['a'], ['y'], 'meanSquaredError', { scaling: STANDARDISE });
    const prepared = await prepareDataset(table, choice, modelOf([1], [1], null), {
      kind: 'table',
      table: held,
    });
    const { scaling } = prepared.preprocessing.inputs[0] ?? {};
    assert.deepEqual(scaling, { mean: [4.5], std: [Math.sqrt(5.25)] });
    assert.equal(
      prepared.validation?.data.inputs[0]?.values[0],
      Math.fround((1000 - 4.5) / Math.sqrt(5.25)),
    );
  });

  it('leaves a constant alone, also one that doubles cannot sum exactly', async () => {
    const table = tableOf(
      ['a', 'y'],
      Array.from({ length: 9 }, () => [0.1, 0]),
    );
    const choice = choose(['a'], ['y'], 'meanSquaredError', { scaling: STANDARDISE });
    const prepared = await prepareDataset(table, choice, modelOf([1], [1], null), NONE);
    assert.equal(prepared.training.data.inputs[0]?.values[0], Math.fround(0.1));
    assert.match(prepared.warnings.join(), /1 input column never changes .*"a"/);
  });

  it('is kept as plain data, and what is no such data is not taken for it', async () => {
    const table = labelled(['n', 'y', 'n', 'y']);
    const choice = choose(['a'], ['y'], 'binaryCrossentropy', { scaling: STANDARDISE });
    const model = modelOf([1], [1], 'sigmoid');
    const { preprocessing, training } = await prepareDataset(table, choice, model, NONE);
    const kept = parsePreprocessing(JSON.parse(JSON.stringify(preprocessing)) as Json);
    assert.deepEqual(kept, preprocessing);
    const again = await prepareRows(table, kept, model, choice.losses, 'refuse');
    assert.deepEqual(again.data, training.data);
    for (const bad of [null, 3, {}, { inputs: [{}], targets: [] }])
      assert.equal(parsePreprocessing(bad), undefined);
    const zero = { columns: ['a'], scaling: { mean: [0], std: [0] } };
    assert.equal(parsePreprocessing({ inputs: [zero], targets: [] }), undefined);
  });
});

describe('mistakes in data', () => {
  const model = modelOf([1], [1], null);
  const prepare = (rows: readonly (readonly Cell[])[], choice: DataChoice): Promise<unknown> =>
    prepareDataset(tableOf(['a', 'y'], rows), choice, model, NONE);
  const choice = choose(['a'], ['y'], 'meanSquaredError');

  it('a text among numbers is named by row and column', async () => {
    await assert.rejects(
      prepare(
        [
          [1, 2],
          ['old', 3],
        ],
        choice,
      ),
      {
        message:
          'Row 2 of data.csv has "old" in "a", where a number is needed. Correct it, or leave out the column.',
      },
    );
    await assert.rejects(prepare([['3,14', 2]], choice), /Write decimals with a point/);
    await assert.rejects(prepare([[1, 'inf']], choice), /Row 1 of data.csv has "Infinity" in "y"/);
  });

  it('a missing value is named, or its row left out', async () => {
    const rows = [
      [1, 2],
      ['', 3],
      [3, 4],
    ];
    await assert.rejects(prepare(rows, choice), {
      message:
        'Row 2 of data.csv has no value in "a". Fill it in, or leave out the rows that lack values.',
    });
    const leaving = { ...choice, missing: 'leaveOut' } as const;
    const prepared = await prepareDataset(tableOf(['a', 'y'], rows), leaving, model, NONE);
    assert.deepEqual([[...prepared.training.rows], prepared.leftOut], [[0, 2], 1]);
    await assert.rejects(prepare([['', 1]], leaving), /so none is left/);
  });

  it('columns that do not fill the model are counted', async () => {
    const wide = modelOf([3], [1], null);
    await assert.rejects(prepareDataset(tableOf(['a', 'y'], [[1, 2]]), choice, wide, NONE), {
      message:
        'The input "in" takes 3 numbers a row, and the chosen columns hold 1 number. Choose other columns.',
    });
    const gone = choose(['z'], ['y'], 'meanSquaredError');
    await assert.rejects(prepare([[1, 2]], gone), /has no column "z"/);
  });

  it('an index that the Embedding does not know is named', async () => {
    const embedding = modelOf([1], [1], null, 5);
    const table = tableOf(
      ['a', 'y'],
      [
        [4, 0],
        [5, 0],
      ],
    );
    await assert.rejects(
      prepareDataset(table, choice, embedding, NONE),
      /Row 2 of data.csv has 5 in "a".*0 to 4/,
    );
    const fine = await prepareDataset(tableOf(['a', 'y'], [[4, 0]]), choice, embedding, NONE);
    assert.ok(fine.training.data.inputs[0]?.values instanceof Int32Array);
  });

  it('a column that tells the target is warned of, whatever its unit', async () => {
    const warn = async (leak: (y: number) => Cell): Promise<string> => {
      const rows = Array.from({ length: 40 }, (_, i) => [leak((i * 7) % 11), (i * 7) % 11]);
      const table = tableOf(['a', 'y'], rows);
      return (await prepareDataset(table, choice, model, NONE)).warnings.join();
    };
    assert.match(await warn((y) => y), /tells the target "y" exactly: "a"/);
    assert.match(await warn((y) => 32 - 1.8 * y), /tells the target "y" exactly: "a"/);
    assert.equal(await warn((y) => y * y), '');
  });

  it('a column that names the class by numbers of its own is warned of', async () => {
    const labels = ['x', 'y', 'z'];
    const rows = Array.from({ length: 30 }, (_, i) => [
      [40, 3, 17][i % 3] ?? 0,
      labels[i % 3] ?? '',
    ]);
    const of = async (table: Table): Promise<string> => {
      const choice = choose(['a'], ['y'], 'categoricalCrossentropy');
      const { warnings } = await prepareDataset(table, choice, modelOf([1], [3], 'softmax'), NONE);
      return warnings.join();
    };
    assert.match(await of(tableOf(['a', 'y'], rows)), /tells the target/);
    const fair = rows.map(([, label = ''], i) => [i % 4, label]);
    assert.equal(await of(tableOf(['a', 'y'], fair)), '');
  });

  it('an autoencoder may learn its own input', async () => {
    const table = tableOf(
      ['a'],
      Array.from({ length: 20 }, (_, i) => [i]),
    );
    const own = choose(['a'], ['a'], 'meanSquaredError');
    assert.deepEqual((await prepareDataset(table, own, model, NONE)).warnings, []);
  });
});
