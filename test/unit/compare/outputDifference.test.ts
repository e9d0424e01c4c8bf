import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_LISTED, outputDifference } from '../../../src/core/compare/outputDifference';

const floats = (values: readonly number[]): Float32Array => Float32Array.from(values);

/** Outputs of two models for the same rows. */
const pairs = fc
  .record({ rows: fc.integer({ min: 1, max: 40 }), columns: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, columns }) => {
    const outputs = fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -10, max: 10 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map(floats);
    return fc.record({
      a: outputs,
      b: outputs,
      rows: fc.constant(rows),
      columns: fc.constant(columns),
    });
  });

describe('the difference of what two models say', () => {
  it('tells the largest and the mean gap, and where they name other classes', () => {
    const a = floats([0.9, 0.1, 0.4, 0.6, 0.5, 0.5]);
    const b = floats([0.8, 0.2, 0.75, 0.25, 0.5, 0.5]);
    const found = outputDifference({ a, b, rows: 3, columns: 2, border: 0.5 });
    assert.equal(found.agreeing, 2);
    assert.deepEqual(found.largest, { row: 1, column: 1, a: a[3], b: b[3] });
    assert.ok(Math.abs((found.mean.value ?? 0) - 0.9 / 6) < 1e-6);
    assert.deepEqual(
      found.listed.map(({ row, aClass, bClass }) => [row, aClass, bClass]),
      [[1, 1, 0]],
    );
    assert.equal(found.identical, false);
  });

  it('says of a model and itself that they are identical, agree on every row and list none', () => {
    fc.assert(
      fc.property(pairs, ({ a, rows, columns }) => {
        const found = outputDifference({ a, b: a.slice(), rows, columns, border: 0.5 });
        assert.equal(found.identical, true);
        assert.equal(found.mean.value, 0);
        assert.equal(found.agreeing, rows);
        assert.deepEqual(found.listed, []);
      }),
    );
  });

  it('is the same whichever model is A, with the classes exchanged', () => {
    fc.assert(
      fc.property(pairs, ({ a, b, rows, columns }) => {
        const there = outputDifference({ a, b, rows, columns, border: 0.5 });
        const back = outputDifference({ a: b, b: a, rows, columns, border: 0.5 });
        assert.deepEqual(there.mean, back.mean);
        assert.equal(there.agreeing, back.agreeing);
        assert.deepEqual(
          there.listed,
          back.listed.map((row) => ({ ...row, aClass: row.bClass, bClass: row.aClass })),
        );
      }),
    );
  });

  it('has a mean of at most the largest, which no row exceeds', () => {
    fc.assert(
      fc.property(pairs, ({ a, b, rows, columns }) => {
        const { largest, mean, listed } = outputDifference({ a, b, rows, columns, border: null });
        assert.ok(largest !== null);
        const most = Math.abs(largest.a - largest.b);
        assert.equal(most, Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? 0)))));
        assert.ok((mean.value ?? NaN) <= most * (1 + 1e-12));
        assert.ok(listed.every((row) => row.largest <= most));
      }),
    );
  });

  it('leaves rows out whose outputs are not finite in either, and counts them', () => {
    const found = outputDifference({
      a: floats([0.2, NaN, 0.7]),
      b: floats([0.2, 0.5, Infinity]),
      rows: 3,
      columns: 1,
      border: 0.5,
    });
    assert.equal(found.kept.leftOut, 2);
    assert.equal(found.agreeing, 1);
    assert.equal(found.mean.value, 0);
  });

  it('has no number where no row is finite in both, and says why', () => {
    const nothing = floats([NaN, NaN]);
    const found = outputDifference({ a: nothing, b: nothing, rows: 2, columns: 1, border: 0.5 });
    assert.equal(found.mean.value, null);
    assert.match(found.mean.why, /No row has finite outputs/);
    assert.equal(found.largest, null);
  });

  it('lists no more rows than can be looked through, those furthest apart first', () => {
    const rows = MAX_LISTED + 50;
    const a = new Float32Array(rows);
    const b = a.map((_, row) => row);
    const { listed } = outputDifference({ a, b, rows, columns: 1, border: null });
    assert.equal(listed.length, MAX_LISTED);
    assert.equal(listed[0]?.row, rows - 1);
  });

  it('refuses outputs of models that do not have the same', () => {
    const pair = { a: floats([1, 2]), b: floats([1, 2, 3]), rows: 2, columns: 1, border: null };
    assert.throws(() => outputDifference(pair), /3 outputs of B for 2 rows of 1/);
  });
});
