import assert from 'node:assert/strict';
import { mutable } from '../../../../src/webview/editor/edit/mutable';
import { typedFactor, typedValue } from '../../../../src/webview/editor/edit/typedValue';
import { editableText } from '../../../../src/webview/ui/numberFormat';

describe('A number typed into a cell', () => {
  it('is rounded to what the tensor holds', () => {
    assert.deepEqual(typedValue(' 0.1 ', 'float32'), { value: Math.fround(0.1) });
    assert.deepEqual(typedValue('-3', 'int32'), { value: -3 });
  });

  it('is refused with a sentence that names it', () => {
    const problem = (text: string, dtype: 'float32' | 'int32'): string => {
      const typed = typedValue(text, dtype);
      return 'problem' in typed ? typed.problem : '';
    };
    assert.match(problem('0,5', 'float32'), /^"0,5" .*comma/);
    assert.match(problem('abc', 'float32'), /^"abc" is no number/);
    assert.match(problem('1.5', 'int32'), /^"1.5" .*whole number/);
    assert.equal(problem('  ', 'float32'), 'Type a number.');
  });

  it('may be any value that the editor shows, read back to the same bits', () => {
    for (const value of [0.1, -0, NaN, Infinity, -Infinity, 3.4e38, 1e-45]) {
      const values = Float32Array.of(value);
      assert.deepEqual(typedValue(editableText(values, 0), 'float32'), { value: values[0] });
    }
  });
});

describe('A factor', () => {
  it('is any finite number, and not rounded', () => {
    assert.deepEqual(typedFactor('0.1'), { value: 0.1 });
    assert.ok('problem' in typedFactor('Infinity'));
    assert.ok('problem' in typedFactor('two'));
  });
});

describe('What can be muted', () => {
  const dense = [
    { name: 'input', size: 3 },
    { name: 'unit', size: 4 },
  ];

  it('is the unit of the selected cell', () => {
    assert.deepEqual(mutable(dense, [2, 3]), { what: 'unit 3', slice: { axis: 1, index: 3 } });
    assert.deepEqual(mutable(dense, null), { what: 'unit', slice: null });
  });

  it('is one unit of a gated layer, in whichever gate the cell lies', () => {
    const gates = [
      { name: 'input', size: 3 },
      { name: 'gate × unit', size: 20, parts: ['i', 'f', 'c', 'o'] },
    ];
    assert.equal(mutable(gates, [0, 7])?.what, 'unit 2');
  });

  it('is nothing in a bias, and nothing along an axis of inputs', () => {
    assert.equal(mutable([{ name: 'unit', size: 4 }], [1]), undefined);
    assert.equal(
      mutable(
        [
          { name: 'vocabulary', size: 9 },
          { name: 'feature', size: 2 },
        ],
        [0, 0],
      ),
      undefined,
    );
  });
});
