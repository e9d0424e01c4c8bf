import assert from 'node:assert/strict';
import { STALE_OPTIMIZER } from '../../../src/core/inject/receipt';
import { type Copied, copiedText, copyReceipt } from '../../../src/host/compare/copyReceipt';
import type { CopiedTensor } from '../../../src/protocol/compare';
import type { BroughtTensor } from '../../../src/protocol/values';

const line = (a: number, name: string): CopiedTensor => ({
  ...{ a, b: a, target: name, source: name, shape: '3', by: 'name', count: 3, warnings: [] },
});
const brought = (weight: number, name: string): BroughtTensor => ({
  ...{ weight, name, rounded: false, as: null, values: 3, changed: 2 },
  ...{ normBefore: 2, normAfter: 3, relativeChange: 0.5 },
});

const ONE: Copied = {
  plan: { what: 'dense/bias', tensors: [line(1, 'dense/bias')], left: [], staleOptimizer: false },
  tensors: [brought(1, 'dense/bias')],
  from: 'later (HEAD)',
  into: 'coffee/model.json',
};

const LAYER: Copied = {
  ...ONE,
  plan: {
    what: 'dense',
    tensors: [
      { ...line(0, 'dense/kernel'), warnings: ['float64 becomes float32.'] },
      line(1, 'dense/bias'),
      line(2, 'dense/scale'),
    ],
    left: [{ target: 'dense/words', reason: 'It holds text.' }],
    staleOptimizer: true,
  },
  tensors: [
    { ...brought(0, 'dense/kernel'), as: 'float32' },
    { ...brought(1, 'dense/bias'), rounded: true },
    { ...brought(2, 'dense/scale'), changed: 0, relativeChange: 0 },
  ],
};

describe('The receipt of a copy', () => {
  it('says from where, what changed and by how much, as that of an injection does', () => {
    const text = copyReceipt(ONE);
    assert.match(text, /^# Copied weights\n\nInto `coffee\/model\.json` from `later \(HEAD\)`\.\n/);
    assert.match(text, /\n1 weight changed, 0 left alone\. Nothing is written to disk/);
    assert.ok(
      text.includes(
        '| `dense/bias` | 3 | `dense/bias` | name | `source` | 2 of 3 | 2 | 3 | 50 % |',
      ),
      text,
    );
    assert.doesNotMatch(text, /optimizer|Read before use/);
  });

  it('says what was converted or rounded, what was left and why, and that the optimizer is stale', () => {
    const text = copyReceipt(LAYER);
    assert.match(text, /\n2 weights changed, 1 held the same values already, 1 left alone\./);
    assert.ok(text.includes(STALE_OPTIMIZER));
    assert.match(
      text,
      /`dense\/kernel`: float64 becomes float32\. Once saved, it is float32 and no longer quantized\./,
    );
    assert.match(text, /`dense\/bias`: Values of B were rounded to what it holds\./);
    assert.match(text, /## Left alone\n\n- `dense\/words`: It holds text\./);
  });

  it('is told in short when it is done', () => {
    assert.equal(
      copiedText(ONE),
      'Copied dense/bias from later (HEAD) into coffee/model.json, not saved yet.',
    );
    assert.equal(
      copiedText(LAYER),
      'Copied 2 tensors of dense from later (HEAD) into coffee/model.json, not saved yet: ' +
        '1 quantized tensor became float32, 1 tensor had values rounded, 1 tensor left alone, ' +
        'the state of the optimizer no longer fits the weights.',
    );
  });
});
