import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  calibration,
  classCalibration,
  namedCalibration,
} from '../../../src/core/evaluate/calibration';
import { classRows } from '../../../src/core/evaluate/classRows';
import { probabilityFigures } from '../../../src/core/evaluate/probabilities';
import { assertFigure, assertNone, assertNoNaN, letters, scored, sigmoid } from './predictions';

const ofSigmoid = (p: readonly number[], y: readonly number[]): ReturnType<typeof classRows> =>
  classRows(sigmoid(p, y));

describe('probabilities of a classifier', () => {
  it('have the log loss and Brier score of scikit-learn, beside those of the shares', () => {
    const { logLoss, brier } = probabilityFigures(ofSigmoid([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]));
    assertFigure(logLoss.found, 0.47228795380917615);
    assertFigure(brier.found, 0.158125);
    assertFigure(logLoss.baseline, Math.log(2));
    assertFigure(brier.baseline, 0.25);
  });

  it('say the same whether two classes have one output or two', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const labels = Int32Array.from(rows, ([, positive]) => Number(positive));
        const one = ofSigmoid(
          rows.map(([p]) => p),
          [...labels],
        );
        const outputs = Float64Array.from(rows.flatMap(([p]) => [1 - p, p]));
        const two = classRows({ outputs, columns: 2, labels, names: letters(2) });
        assert.deepEqual(probabilityFigures(two), probabilityFigures(one));
        assertNoNaN(probabilityFigures(one));
      }),
    );
  });

  it('score exactly the baseline where they are the shares of the classes', () => {
    const labels = Int32Array.of(0, 0, 1, 2);
    const outputs = Float64Array.from({ length: 12 }, (_, i) => [0.5, 0.25, 0.25][i % 3] ?? 0);
    const rows = classRows({ outputs, columns: 3, labels, names: letters(3) });
    const { logLoss, brier } = probabilityFigures(rows);
    for (const { found, baseline } of [logLoss, brier]) assertFigure(found, baseline.value ?? NaN);
  });

  it('cost much but not infinitely where the model is sure and wrong', () => {
    assertFigure(probabilityFigures(ofSigmoid([0], [1])).logLoss.found, 23 * Math.LN2);
  });

  it('are missed, with the row that shows it, where outputs are logits', () => {
    const rows = ofSigmoid([0.5, -1.25], [0, 1]);
    assertNone(probabilityFigures(rows).logLoss.found, /row 2 has -1.25/);
    assertNone(namedCalibration(rows).error, /no probabilities/);
    const outputs = Float64Array.of(0.9, 0.8);
    const two = classRows({ outputs, columns: 2, labels: Int32Array.of(0), names: letters(2) });
    assertNone(probabilityFigures(two).brier.found, /row 1 add up to 1.7/);
  });
});

describe('calibration', () => {
  it('has the bins of the example of scikit-learn', () => {
    const p = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1];
    const { bins } = classCalibration(ofSigmoid(p, [0, 0, 0, 0, 1, 1, 1, 1, 1]), 1, 3);
    const expected = [
      [0, 0.2],
      [0.5, 0.525],
      [1, 0.85],
    ];
    bins.forEach(({ happened, confidence }, i) => {
      assert.equal(happened, expected[i]?.[0]);
      assert.ok(Math.abs((confidence ?? NaN) - (expected[i]?.[1] ?? NaN)) < 1e-12);
    });
  });

  it('has the expected error that was measured for 5, 10 and 15 bins', () => {
    const confidence = Float64Array.of(0.9, 0.8, 0.6, 0.55, 0.95);
    const happened = (i: number): boolean => i !== 1;
    for (const bins of [5, 10, 15])
      assertFigure(calibration({ confidence, happened }, bins).error, 0.36);
  });

  it('puts each row into the one bin whose edges hold it', () => {
    const edge = fc
      .tuple(fc.nat(100), fc.constantFrom(10, 15, 100))
      .map(([i, n]) => Math.min(1, i / n));
    const share = fc.oneof(edge, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(share), fc.constantFrom(1, 5, 10, 15, 100), (values, bins) => {
        const made = calibration(
          { confidence: Float64Array.from(values), happened: () => true },
          bins,
        );
        for (const { low, high, rows } of made.bins) {
          const held = values.filter((v) => (v > low || (low === 0 && v === 0)) && v <= high);
          assert.equal(rows, held.length);
        }
        assertNoNaN(made);
      }),
    );
  });

  it('judges the class that is named, of any number of classes', () => {
    const outputs = Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.1, 0.8);
    const labels = Int32Array.of(0, 1);
    const rows = classRows({ outputs, columns: 3, labels, names: letters(3) });
    assertFigure(namedCalibration(rows).error, (0.5 + 0.8) / 2);
    assertNone(namedCalibration(ofSigmoid([NaN], [1])).error, /No row/);
  });
});
