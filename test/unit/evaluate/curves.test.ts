import assert from 'node:assert/strict';
import fc from 'fast-check';
import { areasOf } from '../../../src/core/evaluate/areas';
import { classRows } from '../../../src/core/evaluate/classRows';
import { precisionRecallCurve, rocAreaError, rocCurve } from '../../../src/core/evaluate/curves';
import { figure } from '../../../src/core/evaluate/figure';
import { macroFigures, oneVersusRest, ranked } from '../../../src/core/evaluate/oneVersusRest';
import { countsAt } from '../../../src/core/evaluate/thresholdCounts';
import { thresholdFigures } from '../../../src/core/evaluate/thresholdFigures';
import { assertFigure, assertNone, assertNoNaN, scored, sigmoid } from './predictions';

type Scored = readonly (readonly [number, boolean])[];

const rank = (rows: Scored): ReturnType<typeof ranked> =>
  ranked(
    Float64Array.from(rows, ([score]) => score),
    (i) => rows[i]?.[1] ?? false,
  );
const binary = (scores: readonly number[], labels: readonly number[]): ReturnType<typeof ranked> =>
  oneVersusRest(classRows(sigmoid(scores, labels)), 1);
const split = (rows: Scored): [number[], number[]] => [
  rows.flatMap(([score, positive]) => (positive ? [score] : [])),
  rows.flatMap(([score, positive]) => (positive ? [] : [score])),
];

describe('the curves of a class against the rest', () => {
  it('are those of the examples of scikit-learn', () => {
    const { counts, rocArea, averagePrecision } = binary([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
    assert.deepEqual([...(rocCurve(counts)?.x ?? [])], [0, 0, 0.5, 0.5, 1]);
    assert.deepEqual([...(rocCurve(counts)?.y ?? [])], [0, 0.5, 0.5, 1, 1]);
    assert.deepEqual([...(precisionRecallCurve(counts)?.y ?? [])], [1, 1, 0.5, 2 / 3, 0.5]);
    assertFigure(rocArea.found, 0.75);
    assertFigure(averagePrecision.found, 0.8333333333333334);
    assertFigure(averagePrecision.baseline, 0.5);
    assertFigure(rocArea.baseline, 0.5);
  });

  it('take ties together', () => {
    const tied = binary([0.9, 0.8, 0.8, 0.3, 0.3, 0.1], [1, 0, 1, 0, 1, 0]);
    assertFigure(tied.rocArea.found, 0.7777777777777778);
    assertFigure(tied.averagePrecision.found, 0.7555555555555555);
    assertFigure(binary([0.3, 0.3, 0.3], [0, 1, 1]).rocArea.found, 0.5);
    assertFigure(binary([0, -0], [0, 1]).rocArea.found, 0.5);
  });

  it('have as area the share of pairs that the scores put in order', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [inClass, others] = split(rows);
        const { found } = rank(rows).rocArea;
        if (inClass.length === 0) assertNone(found, /No row is of this class/);
        else if (others.length === 0) assertNone(found, /All rows are of this class/);
        else {
          const wins = inClass.flatMap((a) => others.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
          assertFigure(found, wins.reduce<number>((sum, win) => sum + win, 0) / wins.length);
        }
      }),
    );
  });

  it('have areas that are the same to the bit where only the class itself is sorted', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { counts, ...areas } = rank(rows);
        assert.equal(counts.positives + counts.negatives, rows.length);
        const found = areasOf(
          Float64Array.from(rows, ([score]) => score),
          (i) => rows[i]?.[1] ?? false,
        );
        assert.deepEqual(found, areas);
      }),
    );
  });

  it('have as average precision the precision at each row of the class, averaged', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [inClass] = split(rows);
        const { found } = rank(rows).averagePrecision;
        if (inClass.length === 0) {
          assertNone(found, /No row is of this class/);
          return;
        }
        const precisions = inClass.map((at) => {
          const above = rows.filter(([score]) => score >= at);
          return above.filter(([, positive]) => positive).length / above.length;
        });
        assertFigure(found, precisions.reduce((sum, p) => sum + p, 0) / inClass.length);
      }),
    );
  });

  it('do not depend on the order of the rows or on more than the order of the scores', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        // The rank of a score: as bent as a rising function can be, and no ties come or go.
        const changed = [...rows]
          .reverse()
          .map(([score, positive]): [number, boolean] => [
            rows.filter(([other]) => other < score).length,
            positive,
          ]);
        const [before, after] = [rank(rows), rank(changed)];
        assert.deepEqual(after.rocArea, before.rocArea);
        assert.deepEqual(after.averagePrecision, before.averagePrecision);
        assert.deepEqual(after.counts.truePositives, before.counts.truePositives);
      }),
    );
  });

  it('turn over with the classes: one area is 1 minus the other, negated scores restore it', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { value } = rank(rows).rocArea.found;
        const turned = rank(rows.map(([score, positive]) => [score, !positive])).rocArea.found;
        const both = rank(rows.map(([score, positive]) => [-score, !positive])).rocArea.found;
        if (value === null) {
          assert.equal(turned.value, null);
          return;
        }
        assertFigure(turned, 1 - value);
        assertFigure(both, value);
      }),
    );
  });

  it('give either class of a single output the same area, also where 1 − score would tie', () => {
    const rows = classRows(sigmoid([1e-20, 1e-22, 0.9], [1, 0, 1]));
    assertFigure(oneVersusRest(rows, 1).rocArea.found, 1);
    assertFigure(oneVersusRest(rows, 0).rocArea.found, 1);
  });

  it('have an error after Hanley and McNeil', () => {
    assertFigure(rocAreaError(figure(0.75), 50, 50), 0.0488, 1e-3);
    assertNone(binary([0.1, 0.2], [1, 1]).rocAreaError, /All rows/);
  });

  it('average over those of many classes that exist', () => {
    const outputs = Float64Array.of(0.7, 0.2, 0.1, 0.3, 0.6, 0.1, 0.5, 0.4, 0.1);
    const labels = Int32Array.of(0, 1, 1);
    const rows = classRows({ outputs, columns: 3, labels, names: ['a', 'b', 'c'] });
    const macro = macroFigures([0, 1, 2].map((of) => oneVersusRest(rows, of)));
    assertFigure(macro.rocArea, 1);
    assert.equal(macro.rocClasses, 2);
    assert.equal(macro.precisionClasses, 2);
    assertNone(macroFigures([]).rocArea, /No class/);
  });
});

describe('a threshold', () => {
  it('has the counts and figures of naming every row that scores as much', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: -0.1, max: 1.1, noNaN: true }), (rows, free) => {
        const { counts } = rank(rows);
        for (const threshold of [free, 0, 0.5, 1, Infinity, -Infinity]) {
          const count = (above: boolean, of: boolean): number =>
            rows.filter(([s, positive]) => s >= threshold === above && positive === of).length;
          const at = countsAt(counts, threshold);
          assert.deepEqual(at, {
            truePositives: count(true, true),
            falsePositives: count(true, false),
            trueNegatives: count(false, false),
            falseNegatives: count(false, true),
          });
          assertNoNaN(thresholdFigures(at));
        }
      }),
    );
  });

  it('has precision, recall and the rest, or the reason why not', () => {
    const { counts } = binary([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
    const at = thresholdFigures(countsAt(counts, 0.35));
    assertFigure(at.precision, 2 / 3);
    assertFigure(at.recall, 1);
    assertFigure(at.specificity, 0.5);
    assertFigure(at.f1, 0.8);
    assertFigure(at.accuracy, 0.75);
    assertNone(thresholdFigures(countsAt(counts, 0.9)).precision, /as much as the threshold/);
  });
});
