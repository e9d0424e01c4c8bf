import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SecondPass } from '../../../src/compute/kernels/secondPass';
import { HistogramCounts } from '../../../src/core/measure/histogram';
import { countBelow } from '../../../src/core/measure/loops/countBins';
import { secondPlan } from '../../../src/core/measure/secondPlan';
import { freshKernels, place } from '../../support/kernels';
import { anyFloats, shifts, weights } from './floats';

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });

describe('the second pass of the kernels', function () {
  const kernels = freshKernels();

  it('counts what numpy and the plain loops count, in any range and any number of bins', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyFloats, weights),
        fc.tuple(finite, finite),
        fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(256, 1000, 8192)),
        fc.double({ min: 0, max: 10, noNaN: true }),
        shifts,
        (values, ends, bins, limit, shift) => {
          const low = Math.min(...ends);
          const high = Math.max(...ends);
          const plan = secondPlan(low, high, bins, limit);
          fc.pre(plan !== undefined);
          const pass = new SecondPass(kernels, plan);
          const at = place(kernels, values, shift);
          pass.add(at, values.length);
          const { counts, below } = pass.counts();
          pass.dispose();
          kernels.arena.release(at - shift, values.byteLength + shift + 16);
          const wide = Float64Array.from(values);
          const expected = new HistogramCounts(low, high, bins);
          expected.add(wide, wide.length);
          assert.deepEqual(counts, expected.result().counts);
          assert.equal(below, countBelow(wide, wide.length, limit));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('puts values at, just below and just above every edge where the edge itself would', () => {
    const bins = 1000;
    const plan = secondPlan(-0.7, 1.3, bins, 0.1);
    assert.ok(plan);
    const expected = new HistogramCounts(-0.7, 1.3, bins);
    const float = new Float32Array(1);
    const bits = new Int32Array(float.buffer);
    const values = Float32Array.from({ length: 3 * (bins + 1) }, (_, i) => {
      float[0] = -0.7 + 2 * (Math.floor(i / 3) / bins);
      bits[0] = (bits[0] ?? 0) + (i % 3) - 1;
      return float[0];
    });
    expected.add(Float64Array.from(values), values.length);
    const pass = new SecondPass(kernels, plan);
    const at = place(kernels, values);
    pass.add(at, values.length);
    assert.deepEqual(pass.counts().counts, expected.result().counts);
    pass.dispose();
    kernels.arena.release(at, values.byteLength + 16);
  });

  it('has no plan for bins finer than a product can tell apart; the plain loops count those', () => {
    assert.equal(secondPlan(2 ** 40, 2 ** 40, 256, 0), undefined);
    assert.equal(secondPlan(-1e300, 1e300, 256, 0), undefined);
  });
});
