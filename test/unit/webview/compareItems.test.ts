import assert from 'node:assert/strict';
import { type CompareItem, compareItems } from '../../../src/webview/compare/items';
import { compared, line } from '../../support/comparedPairs';

const LINES = [
  line(0, 0, 'kernel'),
  line(1, 0, 'bias'),
  line(2, 1, 'kernel', 'other/kernel'),
  line(3, 1, 'bias'),
  line(4, 2, 'kernel'),
];
const RESULTS = new Map(
  [
    compared(0, [3, 4], [3, 4]),
    compared(1, [3, 4], [3, 4.5]),
    compared(2, [0, 0], [1, 1]),
    { pair: 3, problem: 'The file, "x", is missing.' },
  ].map((found) => [found.pair, found]),
);

const names = (items: readonly CompareItem[]): string[] =>
  items.map((item) => ('line' in item ? item.line.name : item.layer));

describe('the rows of a comparison', () => {
  it('begin with what cannot be read, then what differs most, and end with what has not come yet', () => {
    assert.deepEqual(names(compareItems(LINES, RESULTS, 'difference', '')), [
      'l1/bias',
      'l1/kernel',
      'l0/bias',
      'l0/kernel',
      'l2/kernel',
    ]);
  });

  it('come layer by layer, each with what its tensors come to together once all are known', () => {
    const items = compareItems(LINES, RESULTS, 'model', '');
    assert.deepEqual(names(items), [
      ...['l0', 'l0/kernel', 'l0/bias'],
      ...['l1', 'l1/kernel', 'l1/bias'],
      ...['l2', 'l2/kernel'],
    ]);
    const [first, , , second] = items;
    assert.ok(first !== undefined && 'layer' in first && first.whole !== null);
    assert.equal(first.whole.distance, 0.5);
    assert.equal(first.whole.count, 4);
    assert.ok(second !== undefined && 'layer' in second);
    assert.equal(second.whole, null);
  });

  it('are those that a filter names, in A or in B', () => {
    assert.deepEqual(names(compareItems(LINES, RESULTS, 'difference', ' OTHER ')), ['l1/kernel']);
    assert.deepEqual(names(compareItems(LINES, RESULTS, 'model', 'nothing')), []);
  });
});
