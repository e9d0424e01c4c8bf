import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assign } from '../../../src/core/align/assign';
import { matchUnits } from '../../../src/core/align/matchUnits';
import { movedUnits } from '../../../src/core/align/permute';
import { pieceDifference } from '../../../src/core/compare/pieceDifference';
import { rollUp, tensorDifference } from '../../../src/core/compare/tensorDifference';
import { seededRandom } from '../../../src/core/seededRandom';
import {
  drawnNet,
  FOLLOWED,
  largestGap,
  type Net,
  pairReader,
  randomPermutations,
  reordered,
} from './nets';

describe('Matching units', () => {
  const match = (net: Net, b: readonly Float32Array[], seed = 0) =>
    matchUnits(net.plan, {
      read: pairReader(net.values, b),
      assign: (profit, units) => Promise.resolve(assign(profit, units)),
      random: seededRandom(seed),
      turn: () => Promise.resolve(),
      step: () => undefined,
    });
  const cosine = (net: Net, b: readonly Float32Array[]): number | null =>
    rollUp(
      net.plan.tensors.map(({ weight: { index } }) => {
        const [here, there] = [net.values[index], b[index]];
        assert.ok(here !== undefined && there !== undefined);
        return tensorDifference([{ piece: pieceDifference(here, there), start: 0 }]);
      }),
    ).cosine;

  // scipy.optimize.linear_sum_assignment: columns 1, 0, 2 at a cost of 5.
  it('assigns as scipy does', () => {
    const costs = [4, 1, 3, 2, 0, 5, 3, 2, 2];
    const columns = assign(
      Float64Array.from(costs, (cost) => -cost),
      3,
    );
    assert.deepEqual([...columns], [1, 0, 2]);
    assert.equal(
      columns.reduce((sum, column, row) => sum + (costs[3 * row + column] ?? 0), 0),
      5,
    );
  });

  it('assigns as well as trying all ways does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 16, maxLength: 16 }),
        (values) => {
          const profit = Float64Array.from(values);
          const sum = (columns: readonly number[]) =>
            columns.reduce((all, column, row) => all + (profit[4 * row + column] ?? 0), 0);
          const best = Math.max(...orders([0, 1, 2, 3]).map(sum));
          assert.ok(best - sum([...assign(profit, 4)]) <= 1e-9);
        },
      ),
    );
  });

  for (const [name, make] of Object.entries(FOLLOWED)) {
    it(`recovers a net from its reordered copy, to every bit: ${name}`, async () => {
      const net = await drawnNet(make, 3);
      const copy = reordered(net, randomPermutations(net.plan, 4));
      assert.ok(Math.abs(cosine(net, copy) ?? 1) < 0.5);
      const { permutations, sweeps } = await match(net, copy);
      const aligned = reordered({ ...net, values: copy }, permutations);
      assert.equal(
        Math.max(...aligned.map((values, i) => largestGap(values, net.values[i] ?? []))),
        0,
      );
      assert.ok(sweeps <= 6, `${sweeps} sweeps`);
    });
  }

  it('moves nothing where both are the same, dead units and all', async () => {
    const net = await drawnNet(FOLLOWED.MLP ?? assert.fail(), 5);
    net.values[0]?.fill(0);
    const { permutations } = await match(net, net.values);
    assert.deepEqual(permutations.map(movedUnits), [0, 0]);
  });

  it('also finds likeness in nets that have none, which is why matched cosines need a null', async () => {
    const make = FOLLOWED.MLP ?? assert.fail();
    const [net, other] = [await drawnNet(make, 6), await drawnNet(make, 7)];
    const { permutations } = await match(net, other.values);
    const [before, after] = [
      cosine(net, other.values) ?? 1,
      cosine(net, reordered(other, permutations)) ?? 0,
    ];
    assert.ok(Math.abs(before) < 0.15, String(before));
    assert.ok(after > 0.25, String(after));
  });

  it('takes what is not finite for nothing and still ends', async () => {
    const net = await drawnNet(FOLLOWED['residual blocks'] ?? assert.fail(), 8);
    const copy = reordered(net, randomPermutations(net.plan, 9));
    for (const values of copy) values[0] = NaN;
    const { permutations } = await match(net, copy);
    for (const [group, { units }] of net.plan.groups.entries())
      assert.equal(new Set(permutations[group]).size, units);
  });

  it('gives the same again for the same seed', async () => {
    const make = FOLLOWED['residual blocks'] ?? assert.fail();
    const [net, other] = [await drawnNet(make, 10), await drawnNet(make, 11)];
    assert.deepEqual(await match(net, other.values, 1), await match(net, other.values, 1));
  });
});

function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}
