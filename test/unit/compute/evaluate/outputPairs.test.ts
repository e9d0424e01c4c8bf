import assert from 'node:assert/strict';
import type { OutputsComparison } from '../../../../src/protocol/behaviour';
import { modelOf } from '../../dataset/support';
import { csvOf, Judging } from './support';

const SIGMOID = modelOf([1], [1], 'sigmoid');
const LINEAR = modelOf([1], [1], null);

describe('what two models say of the rows of a file', () => {
  let judging: Judging;
  before(async () => {
    judging = await Judging.start();
  });
  after(() => judging.end());

  const compare = (
    prepared: number,
    a: readonly number[],
    b: readonly number[],
  ): Promise<OutputsComparison> => {
    const output = (values: readonly number[]) => ({
      shape: [1],
      values: Float32Array.from(values),
    });
    return judging.worker.data.compareOutputs({
      prepared,
      part: 'training',
      a: [output(a)],
      b: [output(b)],
    });
  };

  it('names the rows on which they disagree, as the file has them, with the true class', async () => {
    const csv = csvOf(['no', 'yes', 'yes', 'no']);
    const prepared = await judging.prepare(csv, SIGMOID, ['binaryCrossentropy']);
    const found = await compare(prepared, [0.1, 0.9, 0.2, 0.3], [0.1, 0.8, 0.7, 0.3]);
    const [output] = found.outputs;
    assert.deepEqual(output?.classes, ['no', 'yes']);
    assert.equal(output.difference.agreeing, 3);
    assert.deepEqual(found.columns, ['x', 'y']);
    const [row, ...others] = output.listed;
    assert.deepEqual(others, []);
    assert.equal(row?.line, 3);
    assert.deepEqual(row.cells, ['2', 'yes']);
    assert.deepEqual([row.aClass, row.bClass, row.actual], [0, 1, 1]);
  });

  it('gives the figures of each as the evaluation of that model has them', async () => {
    const csv = csvOf(['no', 'yes', 'yes', 'no']);
    const prepared = await judging.prepare(csv, SIGMOID, ['binaryCrossentropy']);
    const [a, b] = [
      [0.1, 0.9, 0.2, 0.3],
      [0.1, 0.8, 0.7, 0.3],
    ];
    const found = await compare(prepared, a, b);
    assert.deepEqual(found.a, await judging.judge(prepared, [a]));
    assert.deepEqual(found.b, await judging.judge(prepared, [b]));
  });

  it('lists the rows furthest apart where outputs are numbers', async () => {
    const prepared = await judging.prepare(csvOf([1, 2, 3]), LINEAR, ['meanSquaredError']);
    const found = await compare(prepared, [1, 2, 3], [1, 2.5, 5]);
    const [output] = found.outputs;
    assert.equal(output?.classes, null);
    assert.equal(output.difference.agreeing, null);
    assert.deepEqual(
      output.listed.map(({ line, largest }) => [line, largest]),
      [
        [3, 2],
        [2, 0.5],
      ],
    );
    assert.deepEqual(output.difference.largest, { row: 2, column: 0, a: 3, b: 5 });
  });

  it('refuses rows that were released', async () => {
    const prepared = await judging.prepare(csvOf([1, 2, 3]), LINEAR, ['meanSquaredError']);
    await judging.worker.data.release({ prepared });
    await assert.rejects(compare(prepared, [1, 2, 3], [1, 2, 3]), /released/);
  });
});
