import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIndex } from '../../../src/core/model/parseIndex';

describe('Go to Index', () => {
  it('takes an index as NumPy, JSON or plain text writes it', () => {
    for (const text of ['1, 2', '[1, 2]', '(1,2)', ' 1 2 ', '1;2']) {
      assert.deepEqual(parseIndex(text, [3, 4]), [1, 2]);
    }
  });

  it('counts negative numbers from the end', () => {
    assert.deepEqual(parseIndex('-1, -4', [3, 4]), [2, 0]);
  });

  it('says which axis a number lies outside of', () => {
    assert.equal(parseIndex('1, 4', [3, 4]), 'Axis 1 goes from 0 to 3; "4" lies outside.');
    assert.equal(parseIndex('1.5, 0', [3, 4]), 'Axis 0 goes from 0 to 2; "1.5" lies outside.');
    assert.equal(parseIndex('x', [3]), 'Axis 0 goes from 0 to 2; "x" lies outside.');
  });

  it('says how many numbers it wants', () => {
    assert.equal(parseIndex('1', [3, 4]), 'Give 2 numbers, one for each axis.');
    assert.equal(parseIndex('1 2', [3]), 'Give one number.');
  });

  it('finds no element in an empty tensor', () => {
    assert.equal(parseIndex('0, 0', [3, 0]), 'Axis 1 is empty.');
  });

  it('goes to every element of a tensor, and nowhere else', () => {
    const axis = fc
      .integer({ min: 1, max: 50 })
      .chain((size) =>
        fc.record({ size: fc.constant(size), at: fc.integer({ min: -60, max: 60 }) }),
      );
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 5 }), (axes) => {
        const shape = axes.map(({ size }) => size);
        const parsed = parseIndex(axes.map(({ at }) => at).join(', '), shape);
        const inside = axes.every(({ size, at }) => at >= -size && at < size);
        assert.equal(typeof parsed !== 'string', inside);
        if (typeof parsed !== 'string') {
          assert.deepEqual(
            parsed,
            axes.map(({ size, at }) => (at + size) % size),
          );
        }
      }),
    );
  });
});
