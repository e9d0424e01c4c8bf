import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kernelProducts } from '../../../src/compute/kernels/innerProducts';
import { plainProducts } from '../../../src/core/align/innerProducts';
import { freshKernels } from '../../support/kernels';

describe('inner products by the kernel', () => {
  const kernels = freshKernels();
  const products = kernelProducts(kernels);
  const value = fc.oneof(
    fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -8, max: 8, noNaN: true }),
    fc.constantFrom(0, -0, 1, 5e-324, 1e200),
  );

  it('have the bits of the plain loop', () => {
    const [fours, width] = [fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 30 })];
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 200 }),
        ...[fours, fours, width],
        (values, rows, columns, features) => {
          const side = (units: number, first: number): Float64Array =>
            Float64Array.from(
              { length: 4 * units * features },
              (_, i) => values[(first + i) % values.length] ?? 0,
            );
          const [a, b] = [side(rows, 0), side(columns, 7)];
          assert.deepEqual(products(a, b, features), plainProducts(a, b, features));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('take parts of longer arrays, and leave no memory taken', () => {
    const all = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const [a, b] = [all.subarray(3, 3 + 8 * 9), all.subarray(500, 500 + 4 * 9)];
    const free = kernels.arena.take(16);
    kernels.arena.release(free, 16);
    assert.deepEqual(products(a, b, 9), plainProducts(a, b, 9));
    assert.equal(kernels.arena.take(16), free);
    kernels.arena.release(free, 16);
  });
});
