import assert from 'node:assert/strict';
import {
  applyToggles,
  baseCollapsed,
  isExpansion,
  toggle,
  UNTOUCHED,
} from '../../../../src/webview/editor/tree/expansion';
import { treeShape } from '../../../../src/webview/editor/tree/treeShape';

const pairs = (count: number) =>
  treeShape({
    depth: Uint16Array.from({ length: 2 * count }, (_, row) => row % 2),
    end: Uint32Array.from({ length: 2 * count }, (_, row) => (row % 2 === 0 ? row + 2 : row + 1)),
    weight: new Int32Array(2 * count),
  });

describe('how far the layer tree is expanded', () => {
  it('is whole for a small model, and layers only for a large one', () => {
    assert.deepEqual([...baseCollapsed(pairs(2), 'default')], [0, 0, 0, 0]);
    assert.deepEqual([...baseCollapsed(pairs(1000), 'default').subarray(0, 4)], [1, 0, 1, 0]);
  });

  it('follows "Expand all" and "Collapse all"', () => {
    assert.deepEqual([...baseCollapsed(pairs(2), 'collapsed')], [1, 0, 1, 0]);
    assert.ok(baseCollapsed(pairs(1000), 'expanded').every((row) => row === 0));
  });

  it('is what the person made of it, whatever rows a changed file has lost', () => {
    assert.deepEqual([...applyToggles(pairs(2), 'default', [2, 1, 99])], [0, 0, 1, 0]);
  });

  it('forgets a row that was toggled back', () => {
    const both = toggle(UNTOUCHED, [2, 4]);
    assert.deepEqual(both.toggled, [
      { row: 2, path: [] },
      { row: 4, path: [] },
    ]);
    assert.deepEqual(toggle(both, [2]).toggled, [{ row: 4, path: [] }]);
  });

  it('is not taken from what another version stored', () => {
    assert.equal(isExpansion(UNTOUCHED), true);
    assert.equal(isExpansion({ base: 'default', tree: '', toggled: [{ row: 1 }] }), false);
    assert.equal(isExpansion({ base: 'all', tree: '', toggled: [] }), false);
    assert.equal(isExpansion(null), false);
  });
});
