import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LossName } from '../../../src/core/dataset/lossNames';
import {
  type LabelFigures,
  labelFigures,
  type LabelPredictions,
  labelRows,
} from '../../../src/core/evaluate/labelFigures';
import { lossBaseline } from '../../../src/core/evaluate/lossBaseline';
import { assertFigure, assertNone, assertNoNaN } from './predictions';

const column = (values: readonly number[], units: number) => ({
  shape: [units],
  values: Float32Array.from(values),
});

describe('the smallest loss of one answer for every row', () => {
  it('is the entropy of the classes, however they are written', () => {
    const labels = { shape: [1], values: Int32Array.of(0, 2, 2, 1) };
    const oneHot = column([1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0], 3);
    const entropy = 1.5 * Math.log(2);
    assertFigure(lossBaseline('sparseCategoricalCrossentropy', labels, 3).value, entropy);
    assertFigure(lossBaseline('categoricalCrossentropy', oneHot, 3).value, entropy);
    assertFigure(lossBaseline('binaryCrossentropy', column([0, 1, 1, 0], 1), 1).value, Math.log(2));
  });

  it('is beaten by no constant', () => {
    const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 20 });
    const losses: readonly [LossName, (off: number) => number][] = [
      ['meanSquaredError', (off) => off * off],
      ['meanAbsoluteError', Math.abs],
    ];
    fc.assert(
      fc.property(numbers, fc.integer({ min: -60, max: 60 }), (values, constant) => {
        for (const [loss, of] of losses) {
          const { value } = lossBaseline(loss, column(values, 1), 1).value;
          const other = values.reduce((sum, each) => sum + of(each - constant), 0) / values.length;
          assert.ok(value !== null && value <= other + 1e-9, `${loss}: ${value} > ${other}`);
        }
      }),
    );
  });

  it('has an answer of its own for each unit', () => {
    assertFigure(lossBaseline('meanSquaredError', column([1, 10, 3, 10], 2), 2).value, 0.5);
    assertFigure(lossBaseline('meanAbsoluteError', column([1, 10, 3, 10], 2), 2).value, 0.5);
  });

  it('is missing with a reason where nobody worked it out, or there are no rows', () => {
    assertNone(lossBaseline('logcosh', column([1], 1), 1).value, /not worked out/);
    assertNone(lossBaseline('meanSquaredError', column([], 1), 1).value, /No row/);
  });
});

/** Rows of three labels: truth, and whether the model says yes. */
const rowsOfLabels = fc.array(
  fc.tuple(
    fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  ),
  { maxLength: 25 },
);

const figuresOf = (predictions: LabelPredictions): LabelFigures =>
  labelFigures(predictions, labelRows(predictions));

describe('labels that do not exclude each other', () => {
  it('are counted as one would by hand', () => {
    fc.assert(
      fc.property(rowsOfLabels, (rows) => {
        const figures = figuresOf({
          outputs: Float32Array.from(
            rows.flatMap(([, said]) => said.map((yes) => (yes ? 0.5 : 0.4))),
          ),
          truths: Uint8Array.from(rows.flatMap(([true_]) => true_.map(Number))),
          names: ['a', 'b', 'c'],
          border: 0.5,
        });
        assertNoNaN(figures);
        if (rows.length === 0) {
          assertNone(figures.allRight.found, /No row/);
          return;
        }
        const same = rows.filter(([truth, said]) => truth.every((yes, i) => yes === said[i]));
        assertFigure(figures.allRight.found, same.length / rows.length);
        const answers = rows.flatMap(([truth, said]) => truth.map((yes, i) => yes === said[i]));
        assertFigure(figures.answersRight.found, answers.filter(Boolean).length / answers.length);
        figures.classes.forEach((one, i) => {
          const named = rows.filter(([, said]) => said[i]);
          const right = named.filter(([truth]) => truth[i]).length;
          assert.deepEqual([one.named, one.right], [named.length, right]);
          if (named.length > 0) assertFigure(one.precision, right / named.length);
        });
      }),
    );
  });

  it('stand beside the answer that more rows have', () => {
    const figures = figuresOf({
      outputs: Float32Array.of(0, 0, 0, 0, 0, 0),
      truths: Uint8Array.of(1, 0, 1, 0, 0, 1),
      names: ['a', 'b'],
      border: 0.5,
    });
    assertFigure(figures.allRight.baseline, 2 / 3);
    assertFigure(figures.answersRight.baseline, 4 / 6);
  });
});
