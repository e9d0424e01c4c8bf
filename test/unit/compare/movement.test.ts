import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pieceDifference } from '../../../src/core/compare/pieceDifference';
import { tensorDifference } from '../../../src/core/compare/tensorDifference';
import { type Movement, movementOf } from '../../../src/core/compare/movement';
import { assertFigure, assertNone, assertNoNaN } from '../evaluate/predictions';

function move(before: readonly number[], after: readonly number[]): Movement {
  const piece = pieceDifference(Float32Array.from(before), Float32Array.from(after));
  return movementOf(tensorDifference([{ piece, start: 0 }]));
}

describe('how far a tensor moved', () => {
  it('is a share of its length and an angle', () => {
    const { moved, degrees, growth, text } = move([3, 0], [3, 3]);
    assertFigure(moved, 1);
    assertFigure(degrees, 45);
    assertFigure(growth, Math.SQRT2);
    assert.equal(text, 'moved 100 %, turned 45°');
  });

  it('reads "moved 15 %, turned 1.1°" for such a move', () => {
    const angle = (1.1 * Math.PI) / 180;
    // Its length such that the third side of the triangle is 0.15.
    const length = Math.cos(angle) + Math.sqrt(Math.cos(angle) ** 2 - 1 + 0.15 ** 2);
    const after = [length * Math.cos(angle), length * Math.sin(angle)];
    assert.equal(move([1, 0], after).text, 'moved 15 %, turned 1.1°');
  });

  it('has the angle that the components give, small ones too', () => {
    for (const angle of [1e-6, 1e-4, 0.1, 1, 1.57, 3, Math.PI]) {
      const [x, y] = [Math.fround(Math.cos(angle)), Math.fround(Math.sin(angle))];
      assertFigure(move([1, 0], [x, y]).degrees, (Math.atan2(y, x) * 180) / Math.PI, 1e-7);
    }
  });

  it('does not turn when it only grows, and turns about when negated', () => {
    const tensor = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(tensor, (values) => {
        if (values.every((x) => x === 0)) return;
        const grown = move(
          values,
          values.map((x) => 4 * x),
        );
        assertFigure(grown.moved, 3);
        assertFigure(grown.growth, 4);
        assert.ok((grown.degrees.value ?? NaN) < 1e-5);
        const negated = move(
          values,
          values.map((x) => -x),
        );
        assertFigure(negated.moved, 2);
        assertFigure(negated.degrees, 180, 1e-6);
      }),
    );
  });

  it('is nothing, with the reason, from zero and to zero', () => {
    const from = move([0, 0], [3, 4]);
    assertNone(from.moved, /all zero before/);
    assertNone(from.degrees, /all zero before/);
    assert.equal(from.text, 'was all zero, now of length 5');
    const to = move([3, 4], [0, 0]);
    assertFigure(to.moved, 1);
    assertNone(to.degrees, /all zero now/);
    assert.equal(to.text, 'moved 100 %: all zero now, before of length 5');
  });

  it('tells bits that stayed from values that stayed', () => {
    assert.equal(move([1, 2], [1, 2]).text, 'unchanged, bit for bit');
    assert.equal(move([1, 0], [1, -0]).text, 'not moved');
  });

  it('leaves out values that are not finite and says so', () => {
    assert.equal(
      move([3, 0, NaN], [3, 3, 1]).text,
      'moved 100 %, turned 45°; 1 value that is not finite left out',
    );
    const lost = move([1, 2], [NaN, NaN]);
    assert.equal(lost.text, 'not measured: no value is finite before and after');
    assertNone(lost.moved, /no finite values/);
  });

  it('is never NaN', () => {
    const value = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(NaN, 0, -0));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 20 }), (pairs) => {
        const made = move(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        );
        assertNoNaN(made);
        assert.doesNotMatch(made.text, /NaN|Infinity/);
      }),
    );
  });
});
