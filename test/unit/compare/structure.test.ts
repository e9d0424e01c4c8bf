import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/core/json';
import { configChanges } from '../../../src/core/compare/configChanges';
import { movedPairs } from '../../../src/core/compare/movedPairs';

describe('settings of a layer in two models', () => {
  it('differ by field, nested ones by their path, and names do not count', () => {
    const a = {
      name: 'x',
      units: 3,
      activation: 'relu',
      kernel_initializer: { config: { seed: 1 } },
    };
    const b = {
      name: 'y',
      units: 3,
      activation: 'tanh',
      kernel_initializer: { config: { seed: 2 } },
      use_bias: true,
    };
    assert.deepEqual(configChanges(a, b), [
      { field: 'activation', a: '"relu"', b: '"tanh"' },
      { field: 'kernel_initializer.config.seed', a: '1', b: '2' },
      { field: 'use_bias', a: null, b: 'true' },
    ]);
  });

  it('are told of values that nest without end, which are compared to their bottom', () => {
    const deep = (bottom: Json): Json => {
      let value = bottom;
      for (let level = 0; level < 100_000; level++) value = [value];
      return value;
    };
    assert.deepEqual(configChanges({ activation: deep(1) }, { activation: deep(1) }), []);
    const text = `${'['.repeat(120)}…`;
    assert.deepEqual(configChanges({ activation: deep(1) }, { activation: deep(2) }), [
      { field: 'activation', a: text, b: text },
    ]);
  });

  it('of one config are the same, whatever it is', () => {
    const config = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 }));
    fc.assert(
      fc.property(config, (value) => {
        const copy = JSON.parse(JSON.stringify(value)) as never;
        assert.deepEqual(configChanges(copy, JSON.parse(JSON.stringify(value)) as never), []);
      }),
    );
  });
});

describe('layers in another order', () => {
  it('are the fewest that have to move', () => {
    const pairs = [4, 0, 1, 2, 3].map((right, left) => [left, right] as const);
    assert.deepEqual(movedPairs(pairs), [0]);
    assert.deepEqual(movedPairs([]), []);
  });

  it('leave the others rising on both sides', () => {
    const permutation = fc
      .uniqueArray(fc.nat(100), { maxLength: 40 })
      .map((rights) => rights.map((right, left) => [left, right] as const));
    fc.assert(
      fc.property(permutation, (pairs) => {
        const moved = new Set(movedPairs(pairs));
        const kept = pairs.filter((_, i) => !moved.has(i)).map(([, right]) => right);
        assert.deepEqual(
          kept,
          [...kept].sort((x, y) => x - y),
        );
        assert.ok(pairs.length === 0 || kept.length > 0);
      }),
    );
  });
});
