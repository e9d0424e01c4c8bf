import assert from 'node:assert/strict';
import type { AlignedDifferences, Alignment } from '../../../src/core/align/alignment';
import { rollUp } from '../../../src/core/compare/tensorDifference';
import {
  alignedComparison,
  alignment,
  type Check,
  check,
} from '../../../src/webview/compare/align/alignState';

describe('what an exported comparison is told of an alignment', () => {
  const none = rollUp([]);
  const whole: AlignedDifferences = {
    ...{ before: none, after: none, nullBefore: none, nullAfter: none },
  };
  const movedBy = (moved: number): Alignment => ({
    ...{ seed: 0, sweeps: 1, kept: [], layers: [], whole, assumed: [], permutations: [] },
    groups: [{ layers: ['one'], units: 4, moved }],
  });
  const told = (moved: number, known: Check | null): unknown => {
    alignment.value = movedBy(moved);
    check.value = known;
    return alignedComparison()?.check;
  };

  afterEach(() => {
    alignment.value = null;
    check.value = null;
  });

  it('is nothing where units were not aligned', () => {
    assert.equal(alignedComparison(), null);
  });

  it('is the check of the outputs, or why there is none', () => {
    const found = { rows: 32, largest: 0, scale: 1, same: true, backend: 'wasm' };
    assert.equal(told(2, { kind: 'done', found }), found);
    assert.deepEqual(told(2, { kind: 'problem', sentence: 'No memory.' }), {
      notRun: 'No memory.',
    });
    assert.deepEqual(told(2, { kind: 'running', progress: { stage: 'running', fraction: 0.5 } }), {
      notRun: 'Both were still running when this was written.',
    });
    assert.deepEqual(told(2, null), { notRun: 'It was stopped.' });
    assert.deepEqual(told(0, null), { notRun: 'No unit moved, so aligned B is B.' });
  });
});
