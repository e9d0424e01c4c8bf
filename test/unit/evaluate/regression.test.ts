import assert from 'node:assert/strict';
import fc from 'fast-check';
import { leftOutText } from '../../../src/core/evaluate/finiteRows';
import { type Regression, regressionOf } from '../../../src/core/evaluate/regression';
import { assertFigure, assertNone, assertNoNaN } from './predictions';

const regression = (actual: readonly number[], predicted: readonly number[]): Regression =>
  regressionOf({
    outputs: Float64Array.from(predicted),
    targets: Float64Array.from(actual),
    columns: 1,
    column: 0,
  });
const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });
const constant = (actual: readonly number[], always: number): Regression =>
  regression(
    actual,
    actual.map(() => always),
  );

describe('how far predicted numbers are off', () => {
  it('is what scikit-learn gives for its example', () => {
    const { mae, rmse, r2, bias } = regression([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    assertFigure(mae.found, 0.5);
    assertFigure(rmse.found, Math.sqrt(0.375));
    assertFigure(r2.found, 0.9486081370449679);
    assertFigure(bias.found, -0.25);
  });

  it('stands beside what the mean and the median of the rows score', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const actual = pairs.map(([a]) => a);
        const { mae, rmse, r2 } = regression(
          actual,
          pairs.map(([, p]) => p),
        );
        const sorted = [...actual].sort((a, b) => a - b);
        const median =
          ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
        const mean = actual.reduce((sum, a) => sum + a, 0) / actual.length;
        assertFigure(mae.baseline, constant(actual, median).mae.found.value ?? NaN, 1e-9);
        assertFigure(rmse.baseline, constant(actual, mean).rmse.found.value ?? NaN, 1e-9);
        assertNoNaN({ mae, rmse, r2 });
      }),
    );
  });

  it('has no constant that beats its baselines', () => {
    fc.assert(
      fc.property(rows, value, (pairs, always) => {
        const { mae, rmse, r2 } = constant(
          pairs.map(([a]) => a),
          always,
        );
        const slack = 1e-9;
        assert.ok((mae.found.value ?? NaN) >= (mae.baseline.value ?? NaN) * (1 - slack));
        assert.ok((rmse.found.value ?? NaN) >= (rmse.baseline.value ?? NaN) * (1 - slack));
        if (r2.found.value !== null) assert.ok(r2.found.value <= slack);
      }),
    );
  });

  it('has an R² that neither scale nor shift of the numbers changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (pairs) => {
          const of = (change: (x: number) => number): Regression =>
            regression(
              pairs.map(([a]) => change(a)),
              pairs.map(([, p]) => change(p)),
            );
          const [before, after] = [of((x) => x).r2.found, of((x) => -4 * x + 32).r2.found];
          if (before.value === null) assert.equal(after.value, null);
          else assertFigure(after, before.value, 1e-9);
        },
      ),
    );
  });

  it('has no R² where the target does not vary, rounding of its mean or not', () => {
    assertNone(regression([0.1, 0.1, 0.1], [0, 1, 2]).r2.found, /same in every row/);
    assertNone(regression([5], [5]).r2.found, /One row has no variance/);
    assertFigure(regression([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).rmse.found, 0);
  });

  it('leaves out rows that are not finite and says so', () => {
    const { kept, residuals, mae } = regression([1, NaN, 3, 4], [2, 2, -Infinity, 4]);
    assert.deepEqual([...kept.rows], [0, 3]);
    assert.deepEqual([...residuals], [-1, 0]);
    assertFigure(mae.found, 0.5);
    assert.match(leftOutText(kept) ?? '', /^2 of 4 rows are left out.* row 2\.$/);
    assertNone(regression([1], [NaN]).mae.found, /No row has a finite prediction/);
    assertNone(regression([], []).rmse.baseline, /No row/);
  });

  it('judges one of several outputs', () => {
    const outputs = Float32Array.of(1, 10, 2, 20);
    const targets = Float32Array.of(1, 11, 2, 23);
    const second = regressionOf({ outputs, targets, columns: 2, column: 1 });
    assert.deepEqual([...second.residuals], [1, 3]);
    assert.throws(
      () => regressionOf({ outputs: outputs.subarray(1), targets, columns: 2, column: 0 }),
      /3 outputs for 2 rows of 2/,
    );
  });

  it('says that numbers are too large rather than infinity', () => {
    assertNone(regression([1e308, -1e308], [-1e308, 1e308]).rmse.found, /too large/);
  });
});
