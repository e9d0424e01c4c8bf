import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pieceDifference } from '../../../src/core/compare/pieceDifference';
import {
  rollUp,
  tensorDifference,
  type TensorDifference,
} from '../../../src/core/compare/tensorDifference';
import type { WeightValues } from '../../../src/core/format/weightSource';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.float({ min: -100, max: 100, noNaN: true }) },
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0),
);
const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 200 });

describe('the difference of two tensors', () => {
  it('has the relative Frobenius norm, cosine, largest difference and its place', () => {
    const found = compare([3, 4, 0], [3, 0, 0]);
    assert.equal(found.relative, 0.8);
    assert.equal(found.distance, 4);
    assert.equal(found.cosine, 0.6);
    assert.equal(found.maxDifference, 4);
    assert.equal(found.maxDifferenceAt, 1);
    assert.equal(found.changed, 1);
  });

  it('names A as the reference: swapped, the relative difference is of B', () => {
    fc.assert(
      fc.property(pairs, (cells) => {
        const there = compareCells(cells);
        const back = compareCells(cells.map(([a, b]) => [b, a]));
        assert.equal(back.distance, there.distance);
        assert.equal(back.cosine, there.cosine);
        assert.equal(back.maxDifferenceAt, there.maxDifferenceAt);
        if (there.relative === null || there.aNorm === 0) return;
        assert.ok(
          Math.abs(there.relative * there.aNorm - there.distance) <= 1e-12 * there.distance,
        );
      }),
    );
  });

  it('is the same to the last bit wherever the tensor is cut, in whatever order pieces come', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 50 }), fc.boolean(), (cells, size, reversed) => {
        const [a, b] = columns(cells);
        const pieces = [];
        for (let start = 0; start < a.length; start += size)
          pieces.push({
            piece: pieceDifference(
              a.subarray(start, start + size),
              b.subarray(start, start + size),
            ),
            start,
          });
        const ordered = tensorDifference(pieces);
        assert.deepEqual(tensorDifference(reversed ? pieces.reverse() : pieces), ordered);
        const whole = compareCells(cells);
        for (const key of ['count', 'pairs', 'changed', 'bothNaN', 'maxDifferenceAt'] as const)
          assert.equal(ordered[key], whole[key], key);
      }),
    );
  });

  it('scales: B = c A is |1 - c| away and points the same way', () => {
    fc.assert(
      fc.property(
        // Of few digits, so that their multiples are float32 as well.
        fc.array(
          fc.integer({ min: -8192, max: 8192 }).map((x) => x / 1024),
          { minLength: 1 },
        ),
        fc.constantFrom(0.5, 2, -1, 4),
        (values, c) => {
          const found = compare(
            values,
            values.map((x) => c * x),
          );
          if (found.aNorm === 0) return;
          assert.ok(Math.abs((found.relative ?? NaN) - Math.abs(1 - c)) < 1e-12);
          assert.ok(Math.abs((found.cosine ?? NaN) - Math.sign(c)) < 1e-12);
        },
      ),
    );
  });

  it('counts NaN against NaN and takes it for no distance', () => {
    const found = compare([NaN, 1, NaN], [NaN, 2, 3]);
    assert.equal(found.bothNaN, 1);
    assert.equal(found.pairs, 1);
    assert.equal(found.changed, 2);
    assert.equal(found.maxDifference, 1);
  });

  it('is bit-identical only where bits are: 0 and -0 differ', () => {
    assert.equal(compare([0, NaN], [0, NaN]).changed, 0);
    assert.equal(compare([0], [-0]).changed, 1);
    assert.equal(compare([0], [-0]).relative, 0);
  });

  it('has no relative difference to a tensor of zeros, and no cosine', () => {
    const found = compare([0, 0], [1, 2]);
    assert.equal(found.relative, null);
    assert.equal(found.cosine, null);
    assert.equal(compare([0, 0], [0, 0]).relative, 0);
    assert.equal(compare([NaN], [1]).maxDifference, null);
  });

  it('compares integers, 64-bit ones exactly, and text by equality', () => {
    const big = whole(new BigInt64Array([2n ** 60n, 5n]), new BigInt64Array([2n ** 60n + 1n, 5n]));
    assert.equal(big.maxDifference, 1);
    assert.equal(big.changed, 1);
    assert.equal(whole(new Int32Array([1, -7]), new Int32Array([1, 7])).maxDifference, 14);
    const text = whole(['a', 'b'], ['a', 'c']);
    assert.equal(text.changed, 1);
    assert.equal(text.maxDifference, null);
  });

  it('adds up over the tensors of a layer as if they were one', () => {
    fc.assert(
      fc.property(pairs, pairs, (left, right) => {
        const together = rollUp([compareCells(left), compareCells(right)]);
        const whole = compareCells([...left, ...right]);
        for (const key of ['count', 'pairs', 'changed', 'bothNaN', 'maxDifference'] as const)
          assert.equal(together[key], whole[key], key);
        for (const key of ['distance', 'aNorm', 'bNorm', 'relative', 'cosine'] as const) {
          const [x, y] = [together[key], whole[key]];
          if (x === null || y === null) assert.equal(x, y, key);
          else assert.ok(Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(y)), key);
        }
      }),
    );
  });
});

function columns(cells: readonly (readonly [number, number])[]): [Float32Array, Float32Array] {
  return [Float32Array.from(cells, ([a]) => a), Float32Array.from(cells, ([, b]) => b)];
}

function compareCells(cells: readonly (readonly [number, number])[]): TensorDifference {
  return whole(...columns(cells));
}

function compare(a: readonly number[], b: readonly number[]): TensorDifference {
  return whole(new Float32Array(a), new Float32Array(b));
}

function whole(a: WeightValues, b: WeightValues): TensorDifference {
  return tensorDifference([{ piece: pieceDifference(a, b), start: 0 }]);
}
