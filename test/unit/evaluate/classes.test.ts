import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classFigures, overallFigures } from '../../../src/core/evaluate/classFigures';
import { classRows } from '../../../src/core/evaluate/classRows';
import { cellCount, confusionOf, rowsOfCell } from '../../../src/core/evaluate/confusion';
import { leftOutText } from '../../../src/core/evaluate/finiteRows';
import {
  assertFigure,
  assertNone,
  assertNoNaN,
  letters,
  namedRows,
  sigmoid,
  sure,
} from './predictions';

type Pairs = readonly (readonly [number, number])[];
/** scikit-learn's example of confusion_matrix, as true and named class. */
const EXAMPLE: Pairs = [
  [2, 0],
  [0, 0],
  [2, 2],
  [2, 2],
  [0, 0],
  [1, 2],
];

const matrix = (classes: number, pairs: Pairs): number[][] => {
  const confusion = confusionOf(sure(classes, pairs));
  const each = Array.from({ length: classes }, (_, i) => i);
  return each.map((actual) => each.map((named) => cellCount(confusion, actual, named)));
};
const figuresOf = (classes: number, pairs: Pairs): ReturnType<typeof classFigures> =>
  classFigures(confusionOf(sure(classes, pairs)), letters(classes));

describe('how often a classifier is right', () => {
  it('is the confusion matrix, balanced accuracy and correlation that scikit-learn gives', () => {
    assert.deepEqual(matrix(3, EXAMPLE), [
      [2, 0, 0],
      [0, 0, 1],
      [1, 0, 2],
    ]);
    const { accuracy, balancedAccuracy, matthews } = overallFigures(figuresOf(3, EXAMPLE));
    assertFigure(accuracy.found, 4 / 6);
    assertFigure(balancedAccuracy.found, 5 / 9);
    assertFigure(matthews.found, 0.452267, 1e-6);
  });

  it('stands beside what naming the most frequent class always scores', () => {
    const { accuracy, balancedAccuracy, macroF1 } = overallFigures(figuresOf(3, EXAMPLE));
    assert.equal(accuracy.baselineIs, 'always the class c');
    const always: Pairs = EXAMPLE.map(([actual]) => [actual, 2]);
    const constant = overallFigures(figuresOf(3, always));
    for (const [judged, of] of [
      [accuracy, constant.accuracy],
      [balancedAccuracy, constant.balancedAccuracy],
      [macroF1, constant.macroF1],
    ] as const)
      assertFigure(judged.baseline, of.found.value ?? NaN);
    assertNone(constant.matthews.found, /names one class always/);
  });

  it('counts each row in the one cell that lists it', () => {
    fc.assert(
      fc.property(namedRows, ({ classes, rows }) => {
        const confusion = confusionOf(sure(classes, rows));
        for (let actual = 0; actual < classes; actual++)
          for (let named = 0; named < classes; named++)
            assert.deepEqual(
              [...rowsOfCell(confusion, actual, named)],
              rows.flatMap((pair, i) => (pair[0] === actual && pair[1] === named ? [i] : [])),
            );
      }),
    );
  });

  it('is precision, recall and F1 of each class as counted one by one', () => {
    fc.assert(
      fc.property(namedRows, ({ classes, rows }) => {
        figuresOf(classes, rows).forEach(({ precision, recall, f1 }, of) => {
          const right = rows.filter(([a, n]) => a === of && n === of).length;
          const actual = rows.filter(([a]) => a === of).length;
          const named = rows.filter(([, n]) => n === of).length;
          if (named === 0) assertNone(precision, /never names/);
          else assertFigure(precision, right / named);
          if (actual === 0) assertNone(recall, /No row is of class/);
          else assertFigure(recall, right / actual);
          if (precision.value === null || recall.value === null || right === 0) return;
          assertFigure(f1, 2 / (1 / precision.value + 1 / recall.value));
        });
      }),
    );
  });

  it('does not depend on the order of the rows or the numbers of the classes', () => {
    fc.assert(
      fc.property(namedRows, ({ classes, rows }) => {
        const turned: Pairs = rows.map(([a, n]) => [classes - 1 - a, classes - 1 - n]);
        const before = overallFigures(figuresOf(classes, rows));
        const after = overallFigures(figuresOf(classes, [...turned].reverse()));
        for (const key of ['accuracy', 'balancedAccuracy', 'macroF1', 'matthews'] as const) {
          const { value } = before[key].found;
          if (value === null) assert.equal(after[key].found.value, null);
          else assertFigure(after[key].found, value);
        }
        assertNoNaN(before);
      }),
    );
  });

  it('leaves out rows with a prediction that is not finite, says so and lists rows by their own number', () => {
    const rows = classRows(sigmoid([NaN, 0.9, Infinity, 0.2], [1, 1, 0, 1]));
    assert.deepEqual([...rowsOfCell(confusionOf(rows), 1, 0)], [3]);
    assert.deepEqual([...rowsOfCell(confusionOf(rows), 1, 1)], [1]);
    assert.equal(
      leftOutText(rows.kept),
      '2 of 4 rows are left out: what the model predicts for them is NaN or infinite, first for row 1.',
    );
    assert.equal(leftOutText(classRows(sigmoid([0.1], [0])).kept), null);
  });

  it('is nothing, with the reason, where every prediction is NaN', () => {
    const rows = classRows(sigmoid([NaN, NaN], [0, 1]));
    const figures = overallFigures(classFigures(confusionOf(rows), rows.names));
    assertNone(figures.accuracy.found, /No row has a finite prediction/);
    assertNone(figures.balancedAccuracy.baseline, /No row/);
    assertNoNaN(figures);
  });

  it('takes a single output from the border on for yes, as training does', () => {
    assert.deepEqual([...classRows(sigmoid([0.5, 0.49, 1], [0, 0, 0])).named], [1, 0, 1]);
    const hinge = { ...sigmoid([-0.1, 0, 0.1], [0, 1, 1]), border: 0 };
    assert.deepEqual([...classRows(hinge).named], [0, 1, 1]);
  });

  it('takes the first of equal outputs, as training does', () => {
    const outputs = Float32Array.of(0.25, 0.375, 0.375);
    const rows = classRows({ outputs, columns: 3, labels: Int32Array.of(2), names: letters(3) });
    assert.deepEqual([...rows.named], [1]);
  });

  it('refuses labels and names that the model cannot have', () => {
    assert.throws(() => classRows(sigmoid([0.1, 0.2], [0, 2])), /Row 2 is of class 2, .* 0 to 1/);
    assert.throws(() => classRows(sigmoid([0.1], [0, 1])), /1 outputs for 2 rows/);
    assert.throws(
      () => classRows({ ...sigmoid([0.1], [0]), names: ['a', 'b', 'c'] }),
      /2 classes apart and the dataset has 3/,
    );
  });
});
