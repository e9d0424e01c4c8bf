import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitRows } from '../../../src/core/dataset/split';

const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);
const cases = fc.record({
  classes: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 10, maxLength: 200 }),
  fraction: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  seed: fc.nat(),
});

describe('a split', () => {
  it('gives every row to one side, and the same rows for the same seed', () =>
    fc.assert(
      fc.property(cases, fc.boolean(), ({ classes, fraction, seed }, stratified) => {
        const rows = all(classes.length);
        const draw = (): ReturnType<typeof splitRows> =>
          splitRows(rows, fraction, seed, stratified ? classes : null);
        let split: ReturnType<typeof draw>;
        try {
          split = draw();
        } catch {
          // Only classes of one row each, or nearly.
          return;
        }
        const { training, validation } = split;
        assert.deepEqual(
          [...training, ...validation].sort((a, b) => a - b),
          [...rows],
        );
        assert.deepEqual(draw(), split);
      }),
    ));

  it('by class gives each class its share to within a row', () =>
    fc.assert(
      fc.property(cases, ({ classes, fraction, seed }) => {
        const sizes = [0, 1, 2, 3, 4].map((k) => classes.filter((c) => c === k).length);
        fc.pre(sizes.every((size) => size !== 1));
        const { validation } = splitRows(all(classes.length), fraction, seed, classes);
        const wanted = Math.round(classes.length * fraction);
        assert.equal(validation.length, wanted);
        sizes.forEach((size, k) => {
          const given = validation.filter((row) => classes[row] === k).length;
          assert.ok(Math.abs(given - (size * wanted) / classes.length) < 1);
        });
      }),
    ));

  it('differs between seeds', () => {
    assert.notDeepEqual(
      splitRows(all(100), 0.2, 1, null).validation,
      splitRows(all(100), 0.2, 2, null).validation,
    );
  });

  it('by class leaves an only row of a class to training', () => {
    const classes = [0, 0, 0, 0, 0, 1];
    for (let seed = 0; seed < 20; seed++)
      assert.ok(splitRows(all(6), 0.5, seed, classes).training.includes(5));
  });

  it('of too few rows is refused', () => {
    assert.throws(() => splitRows(all(3), 0.1, 1, null), {
      message:
        '3 rows cannot be split with 10 % for validation: one side would be empty. Change the share, or add rows.',
    });
  });

  it('with a share or a seed that is none is refused in a sentence that names what would do', () => {
    const share = 'The share for validation must lie between 0 and 100 %, such as 20 %.';
    for (const fraction of [0, 1, -0.2, 20, NaN])
      assert.throws(() => splitRows(all(10), fraction, 1, null), { message: share });
    const seed = 'The seed must be a whole number from 0 to 4,294,967,295.';
    for (const bad of [-1, 1.5, 2 ** 32, NaN, Infinity])
      assert.throws(() => splitRows(all(10), 0.2, bad, null), { message: seed });
    assert.equal(splitRows(all(10), 0.2, 2 ** 32 - 1, null).validation.length, 2);
  });
});
