import assert from 'node:assert/strict';
import { legendLabels } from '../../../../src/webview/editor/tensor/legend';

const measure = (text: string): number => 6 * text.length;
const shown = (limit: number, width: number): string[] =>
  legendLabels(limit, width, measure).map(({ text }) => text);

describe('the labels of the colours', () => {
  it('are the ends, zero and the halves where there is room', () => {
    assert.deepEqual(shown(1, 200), ['-1', '-0.5', '0', '0.5', '1']);
  });

  it('lose first the halves, then zero, rather than touch each other', () => {
    assert.deepEqual(shown(0.000376, 160), ['-0.000376', '0', '0.000376']);
    assert.deepEqual(shown(0.000376, 120), ['-0.000376', '0.000376']);
  });

  it('stay within the bar at both ends', () => {
    const labels = legendLabels(1.234e-30, 200, measure);
    assert.equal(labels[0]?.left, 0);
    const last = labels.at(-1) ?? assert.fail();
    assert.equal(last.left + measure(last.text), 200);
  });

  it('say zero once for a tensor of zeros', () => {
    assert.deepEqual(shown(0, 200), ['0']);
  });
});
