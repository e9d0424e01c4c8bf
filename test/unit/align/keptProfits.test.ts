import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { plainProducts } from '../../../src/core/align/innerProducts';
import { KeptProfits } from '../../../src/core/align/keptProfits';
import { identity, type Permutations } from '../../../src/core/align/permute';
import { viewsOf } from '../../../src/core/align/unitProfit';
import { drawnNet, FOLLOWED, type Net, pairReader, randomPermutations } from './nets';

describe('Sums by which units are matched', () => {
  /** As `KeptProfits`, and how many features went into products so far. */
  const profits = (a: Net, b: readonly Float32Array[]) => {
    let features = 0;
    const kept = new KeptProfits({
      read: pairReader(a.values, b),
      innerProducts: (here, there, width) => {
        features += width;
        return plainProducts(here, there, width);
      },
      turn: () => Promise.resolve(),
    });
    const of = (group: number, permutations: Permutations) =>
      kept.of({ group, views: viewsOf(a.plan.tensors, group), permutations });
    return { of, features: () => features };
  };
  const made = (a: Net, b: readonly Float32Array[], group: number, permutations: Permutations) =>
    profits(a, b).of(group, permutations);
  const swapped = (order: Uint32Array, one: number, two: number): Uint32Array =>
    order.with(one, order[two] ?? 0).with(two, order[one] ?? 0);
  const mlp = (inputs: number, one: number, two: number) => () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ name: 'one', units: one, inputShape: [inputs] }),
        tf.layers.dense({ name: 'two', units: two }),
        tf.layers.dense({ name: 'out', units: 2 }),
      ],
    });

  it('are inner products over all features, also where tiles and fours end', async () => {
    const [inputs, one, two] = [270, 133, 130];
    const make = mlp(inputs, one, two);
    const [a, b] = [await drawnNet(make, 1), await drawnNet(make, 2)];
    b.values[0]?.fill(NaN, 5, 9);
    const permutations = randomPermutations(a.plan, 3);
    const profit = await made(a, b.values, 0, permutations);
    const finite = (values: readonly Float32Array[], tensor: number, at: number): number => {
      const value = values[tensor]?.[at] ?? NaN;
      return Number.isFinite(value) ? value : 0;
    };
    for (let i = 0; i < one; i++)
      for (let j = 0; j < one; j++) {
        let sum = finite(a.values, 1, i) * finite(b.values, 1, j);
        for (let k = 0; k < inputs; k++)
          sum += finite(a.values, 0, k * one + i) * finite(b.values, 0, k * one + j);
        for (let k = 0; k < two; k++)
          sum +=
            finite(a.values, 2, i * two + k) *
            finite(b.values, 2, j * two + (permutations[1]?.[k] ?? 0));
        assert.ok(Math.abs(sum - (profit[i * one + j] ?? NaN)) < 1e-11, `${i}, ${j}`);
      }
  });

  for (const [name, make] of Object.entries(FOLLOWED))
    it(`are the same however often neighbours were reordered in between: ${name}`, async () => {
      const [a, b] = [await drawnNet(make, 4), await drawnNet(make, 5)];
      const { groups } = a.plan;
      const swap = fc.record({ group: fc.nat(), one: fc.nat(), two: fc.nat(), asked: fc.nat() });
      await fc.assert(
        fc.asyncProperty(fc.array(swap, { minLength: 1, maxLength: 12 }), async (swaps) => {
          const kept = profits(a, b.values);
          const permutations = groups.map(({ units }) => identity(units));
          for (const { group, one, two, asked } of swaps) {
            const moved = group % groups.length;
            const order = permutations[moved] ?? assert.fail();
            permutations[moved] = swapped(order, one % order.length, two % order.length);
            const wanted = asked % groups.length;
            const found = await kept.of(wanted, permutations);
            const anew = await made(a, b.values, wanted, permutations);
            const largest = Math.max(...anew.map(Math.abs));
            assert.equal(found.length, anew.length);
            for (const [i, sum] of anew.entries())
              assert.ok(Math.abs(sum - (found[i] ?? NaN)) <= 1e-13 * largest, String(i));
          }
        }),
        { numRuns: 10 },
      );
    });

  it('take two features where two units of a neighbour changed places', async () => {
    const make = mlp(7, 20, 30);
    const [a, b] = [await drawnNet(make, 6), await drawnNet(make, 7)];
    const kept = profits(a, b.values);
    const before = a.plan.groups.map(({ units }) => identity(units));
    await kept.of(0, before);
    assert.equal(kept.features(), 7 + 1 + 30);
    await kept.of(0, before);
    await kept.of(0, before.with(1, swapped(before[1] ?? assert.fail(), 4, 9)));
    assert.equal(kept.features(), 7 + 1 + 30 + 2);
  });

  it('are made anew where nothing but rounding would be left of them', async () => {
    const make = mlp(7, 5, 30);
    const [a, b] = [await drawnNet(make, 8), await drawnNet(make, 9)];
    // Huge weights of unit 4 meet those of unit 4 of A, and after the swap the zeros of unit 9.
    for (let i = 0; i < 5; i++) {
      a.values[2]?.fill(0, 30 * i + 9, 30 * i + 10);
      b.values[2]?.fill(1e30, 30 * i + 4, 30 * i + 5);
    }
    const kept = profits(a, b.values);
    const before = a.plan.groups.map(({ units }) => identity(units));
    const after = before.with(1, swapped(before[1] ?? assert.fail(), 4, 9));
    await kept.of(0, before);
    assert.deepEqual(await kept.of(0, after), await made(a, b.values, 0, after));
  });
});
