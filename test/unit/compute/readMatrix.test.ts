import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WeightValues } from '../../../src/core/format/weightSource';
import { bandsOf, linesOf, MAX_BAND } from '../../../src/compute/views/bands';
import { part } from '../../../src/compute/flatRead';
import { latticeOf } from '../../../src/compute/views/lattice';
import { readMatrix } from '../../../src/compute/views/readMatrix';
import { block, flatIndex } from './views';

const turn = (): Promise<void> => Promise.resolve();
const readerOf = (values: WeightValues) => (start: number, end: number) =>
  Promise.resolve(part(values, start, end));

const makers: Record<string, (length: number) => WeightValues> = {
  float32: (n) => Float32Array.from({ length: n }, (_, i) => i / 7),
  int64: (n) => BigInt64Array.from({ length: n }, (_, i) => 2n ** 60n + BigInt(i)),
  bool: (n) => Uint8Array.from({ length: n }, (_, i) => i % 2),
  text: (n) => Array.from({ length: n }, (_, i) => `word ${i}`),
};

describe('cells of a view', () => {
  for (const [dtype, make] of Object.entries(makers))
    it(`are the ${dtype} values at their indices, for any block of any view`, () =>
      fc.assert(
        fc.asyncProperty(block, async ({ shape, view, rows, columns }) => {
          const values = make(shape.reduce((product, size) => product * size, 1));
          const cells = await readMatrix(
            readerOf(values),
            latticeOf(shape, view, rows, columns),
            turn,
          );
          const expected = [];
          for (let r = rows.start; r < rows.end; r++)
            for (let c = columns.start; c < columns.end; c++)
              expected.push(values[flatIndex({ shape, view }, r, c)]);
          assert.deepEqual([...cells], expected);
          assert.equal(cells.constructor, values.constructor);
        }),
      ));

  it('come with no bytes but their own, so that little is sent', async () => {
    const lattice = latticeOf(
      [100, 100],
      { rowAxis: 0, columnAxis: 1, at: [0, 0] },
      { start: 0, end: 2 },
      { start: 0, end: 2 },
    );
    const cells = await readMatrix(readerOf(new Float32Array(10_000)), lattice, turn);
    assert.ok(ArrayBuffer.isView(cells));
    assert.equal(cells.buffer.byteLength, 16);
  });

  it('are refused in one sentence where the block is too large or not in the view', async () => {
    const view = { rowAxis: 0, columnAxis: 1, at: [0, 0] };
    const whole = latticeOf([2000, 2000], view, { start: 0, end: 2000 }, { start: 0, end: 2000 });
    await assert.rejects(readMatrix(readerOf([]), whole, turn), /2000 × 2000 cells is too large/);
    const none = { start: 0, end: 0 };
    assert.throws(() => latticeOf([2, 2], view, { start: 0, end: 3 }, none), /There are 2 rows/);
    assert.throws(
      () => latticeOf([2, 2], view, none, { start: 1.5, end: 2 }),
      /There are 2 columns/,
    );
    for (const bad of [
      { ...view, rowAxis: 1 },
      { ...view, rowAxis: 2 },
      { ...view, at: [0] },
      { rowAxis: null, columnAxis: 1, at: [2, 0] },
    ])
      assert.throws(() => latticeOf([2, 2], bad, none, none), /no such view/);
  });
});

describe('reads for a block', () => {
  it('never take more than the limit at once, however large the tensor', () => {
    const sizes = fc.integer({ min: 1, max: 3_000_000 });
    fc.assert(
      fc.property(
        sizes,
        sizes,
        fc.boolean(),
        fc.nat({ max: 200 }),
        fc.nat({ max: 200 }),
        (a, b, swap, h, w) => {
          const view = { rowAxis: swap ? 1 : 0, columnAxis: swap ? 0 : 1, at: [0, 0] };
          const [rows, columns] = swap ? [b, a] : [a, b];
          const lattice = latticeOf(
            [a, b],
            view,
            { start: 0, end: Math.min(h, rows) },
            { start: 0, end: Math.min(w, columns) },
          );
          let covered = 0;
          for (const { start, end, lines, along } of bandsOf(linesOf(lattice))) {
            assert.ok(end - start >= 1 && end - start <= MAX_BAND && end <= a * b);
            covered += (lines.end - lines.start) * (along.end - along.start);
          }
          assert.equal(covered, lattice.rows * lattice.columns);
        },
      ),
      { numRuns: 60 },
    );
  });
});
