import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { classRows } from '../../../src/core/evaluate/classRows';
import { classCsv, regressionCsv } from '../../../src/core/evaluate/predictionsCsv';
import { sigmoid } from './predictions';

describe('predictions as CSV', () => {
  it('have a line for each row, and no class where the output is not finite', () => {
    const predictions = {
      outputs: Float32Array.of(0.1, 0.9, NaN, 0, 0.75, 0.25),
      columns: 2,
      labels: Int32Array.of(1, 0, 1),
      names: ['no', 'yes, "maybe"'],
    };
    assert.equal(
      [...classCsv(predictions, classRows(predictions))].join(''),
      'row,actual,predicted,correct,output no,"output yes, ""maybe"""\n' +
        '1,"yes, ""maybe""","yes, ""maybe""",1,0.1,0.9\n' +
        '2,no,,,NaN,0\n' +
        '3,"yes, ""maybe""",no,0,0.75,0.25\n',
    );
  });

  it('have the one output of a sigmoid', () => {
    const predictions = sigmoid([0.7], [1]);
    const text = [...classCsv(predictions, classRows(predictions))].join('');
    assert.equal(text, 'row,actual,predicted,correct,output yes\n1,yes,yes,1,0.7\n');
  });

  it('have target, prediction and residual of one output of a regression', () => {
    const [outputs, targets] = [Float32Array.of(9, 0.5, 9, Infinity), Float32Array.of(9, 2, 9, 1)];
    assert.equal(
      [...regressionCsv({ outputs, targets, columns: 2, column: 1 })].join(''),
      'row,actual,predicted,residual\n1,2,0.5,1.5\n2,1,Infinity,-Infinity\n',
    );
  });

  it('read back to the bit, over many pieces', () => {
    const outputs = fc.float32Array({ minLength: 1, maxLength: 5, noNaN: true });
    fc.assert(
      fc.property(outputs, fc.integer({ min: 1, max: 700 }), (few, times) => {
        const all = Float32Array.from(
          { length: few.length * times },
          (_, i) => few[i % few.length] ?? 0,
        );
        const table = { outputs: all, targets: all, columns: 1, column: 0 };
        const read: string[][] = parse([...regressionCsv(table)].join(''));
        assert.equal(read.length, all.length + 1);
        read.slice(1).forEach(([row, , predicted], i) => {
          assert.equal(row, String(i + 1));
          assert.ok(Object.is(Math.fround(Number(predicted)), all[i]));
        });
      }),
      { numRuns: 20 },
    );
  });
});
