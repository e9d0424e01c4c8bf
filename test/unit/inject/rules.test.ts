import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDots, mix, NO_DOTS, slerpProblem } from '../../../src/core/inject/mix';
import { type Rule, ruleProblem, usualRule, withNumber } from '../../../src/core/inject/rule';
import { ruleFormula, ruleSentence } from '../../../src/core/inject/ruleText';
import { sameBits } from '../../../src/core/inject/sameBits';

function mixed(
  rule: Rule,
  target: readonly number[],
  source: readonly number[],
  {
    base,
    ArrayType = Float64Array,
  }: { base?: readonly number[]; ArrayType?: typeof Float64Array | typeof Float32Array } = {},
): number[] {
  const [t, s] = [ArrayType.from(target), ArrayType.from(source)];
  const out = new ArrayType(t.length);
  const dots = rule.kind === 'slerp' ? addDots(NO_DOTS, t, s) : NO_DOTS;
  mix(rule, out, t, s, base === undefined ? undefined : ArrayType.from(base), dots);
  return [...out];
}

function near(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    const wanted = expected[i] ?? NaN;
    assert.ok(
      Math.abs(value - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)),
      `${value} is not ${wanted}`,
    );
  });
}

describe('the rules of injecting', () => {
  it('turn along the arc as the golden values of slerp say', () => {
    near(mixed({ kind: 'slerp', amount: 0.25 }, [1, 0], [0, 1]), [0.9238795325, 0.3826834324]);
    near(
      mixed({ kind: 'slerp', amount: 0.5 }, [2, 0], [0, 1]),
      [1.4142135623730951, 0.7071067811865476],
    );
  });

  it('move by tau towards the source: 0 to 1 in 1000 steps of 0.005 is 0.9933460314', () => {
    let value = [0];
    for (let step = 0; step < 1000; step++) value = mixed({ kind: 'soft', tau: 0.005 }, value, [1]);
    near(value, [0.9933460314211681]);
  });

  it('copy and leave to the bit at the ends, where t + tau(s - t) would give 0 in float32', () => {
    const ArrayType = Float32Array;
    const target = [1e8, NaN, -0, Infinity];
    const source = [0.1, 1, 0, -2];
    const numbered: Rule[] = [
      { kind: 'blend', amount: 1 },
      { kind: 'soft', tau: 1 },
      { kind: 'slerp', amount: 1 },
    ];
    for (const rule of numbered) {
      const copied = Float32Array.from(mixed(rule, target, source, { ArrayType }));
      assert.ok(sameBits(copied, Float32Array.from(source)), rule.kind);
      const kept = Float32Array.from(mixed(withNumber(rule, 0), target, source, { ArrayType }));
      assert.ok(sameBits(kept, Float32Array.from(target)), rule.kind);
    }
  });

  it('add what training changed from the base', () => {
    const rule: Rule = { kind: 'difference', factor: 2 };
    assert.deepEqual(mixed(rule, [10, 20], [1, 5], { base: [1, 2] }), [10, 26]);
    // Nothing changed from the base: nothing is added.
    assert.deepEqual(mixed(rule, [10, 20], [1, 2], { base: [1, 2] }), [10, 20]);
  });

  it('come back to the start when the same difference is added and taken away', () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(values, values, values, (target, source, base) => {
        const there = mixed({ kind: 'difference', factor: 1 }, target, source, { base });
        const back = mixed({ kind: 'difference', factor: -1 }, there, source, { base });
        back.forEach((value, i) => assert.ok(Math.abs(value - (target[i] ?? NaN)) < 1e-9));
      }),
    );
  });

  it('keep a blend between target and source', () => {
    const values = fc.array(fc.float({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        values,
        values,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (target, source, amount) => {
          mixed({ kind: 'blend', amount }, target, source).forEach((value, i) => {
            const [t, s] = [target[i] ?? NaN, source[i] ?? NaN];
            assert.ok(value >= Math.min(t, s) - 1e-9 && value <= Math.max(t, s) + 1e-9);
          });
        },
      ),
    );
  });

  it('change nothing, to the bit, where the source is the target', () => {
    const rules = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }).map((amount): Rule => ({ kind: 'blend', amount })),
      fc.double({ min: 0, max: 1, noNaN: true }).map((tau): Rule => ({ kind: 'soft', tau })),
      fc.double({ min: 0, max: 1, noNaN: true }).map((amount): Rule => ({ kind: 'slerp', amount })),
      fc
        .double({ min: -100, max: 100, noNaN: true })
        .map((factor): Rule => ({ kind: 'difference', factor })),
      fc.constant<Rule>({ kind: 'copy' }),
    );
    const values = fc.array(fc.float({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, rules, (target, rule) => {
        const options = { base: target, ArrayType: Float32Array };
        const sums = addDots(NO_DOTS, Float32Array.from(target), Float32Array.from(target));
        fc.pre(rule.kind !== 'slerp' || slerpProblem(sums) === undefined);
        assert.deepEqual(mixed(rule, target, target, options), target);
      }),
    );
  });

  it('keep the norm when they turn between vectors of one length', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: Math.PI * 0.99, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (angle, amount) => {
          const [x = 0, y = 0] = mixed(
            { kind: 'slerp', amount },
            [1, 0],
            [Math.cos(angle), Math.sin(angle)],
          );
          // Nearly parallel vectors are blended, which is the chord and not the arc.
          assert.ok(Math.abs(Math.hypot(x, y) - 1) < 2e-4);
        },
      ),
    );
  });

  it('have a sentence for a slerp that has no direction', () => {
    const problem = (target: number[], source: number[]): string | undefined =>
      slerpProblem(addDots(NO_DOTS, Float32Array.from(target), Float32Array.from(source)));
    assert.match(problem([0, 0], [1, 0]) ?? '', /the target is all zeros/);
    assert.match(problem([1, 0], [0, 0]) ?? '', /the source is all zeros/);
    assert.match(problem([1, 2], [-1, -2]) ?? '', /opposite directions/);
    assert.match(problem([1, NaN], [1, 2]) ?? '', /finite/);
    assert.equal(problem([1, 2], [1, 2]), undefined);
  });

  it('refuse a number that is none of theirs', () => {
    assert.equal(ruleProblem({ kind: 'blend', amount: 0.3 }), undefined);
    assert.match(
      ruleProblem({ kind: 'soft', tau: 1.5 }) ?? '',
      /tau is to be a number from 0 to 1/,
    );
    assert.match(ruleProblem({ kind: 'blend', amount: NaN }) ?? '', /amount/);
  });

  it('say in words which way they go', () => {
    assert.equal(ruleFormula(usualRule('soft')), '0.995·target + 0.005·source');
    assert.match(ruleSentence(usualRule('soft')), /moves 0\.5 % of the way towards the source/);
    assert.equal(ruleFormula({ kind: 'difference', factor: -0.5 }), 'target − 0.5·(source − base)');
    assert.match(ruleSentence({ kind: 'blend', amount: 0 }), /keeps every value/);
    assert.match(
      ruleSentence({ kind: 'blend', amount: 0.25 }),
      /keeps 75 % of itself and takes 25 %/,
    );
  });
});
