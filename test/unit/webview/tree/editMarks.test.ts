import assert from 'node:assert/strict';
import { EDITED, markRows, WITHIN } from '../../../../src/webview/editor/tree/markRows';
import { rowContext } from '../../../../src/webview/editor/tree/rowContext';
import { treeShape } from '../../../../src/webview/editor/tree/treeShape';

/** block { dense { kernel 0, bias 1 }, again { kernel 0 } }, other { kernel 2 } */
const shape = treeShape({
  depth: Uint16Array.of(0, 1, 2, 2, 1, 2, 0, 1),
  end: Uint32Array.of(6, 4, 3, 4, 6, 6, 8, 8),
  weight: Int32Array.of(-1, -1, 0, 1, -1, 0, -1, 2),
});

describe('Marks of edits in the tree', () => {
  it('are on the edited weight and on all that it lies in', () => {
    const marks = [...markRows(shape, new Set([1]))];
    assert.deepEqual(marks, [WITHIN, WITHIN, 0, EDITED, 0, 0, 0, 0]);
  });

  it('are on a shared weight wherever it is shown', () => {
    const marks = [...markRows(shape, new Set([0]))];
    assert.deepEqual(marks, [WITHIN, WITHIN, EDITED, 0, WITHIN, EDITED, 0, 0]);
  });

  it('are gone when nothing is edited', () => {
    assert.ok(markRows(shape, new Set()).every((mark) => mark === 0));
  });
});

describe('The context menu of a row', () => {
  const of = (row: number, kind: 'model' | 'layer' | 'weight'): unknown =>
    JSON.parse(rowContext(row, kind, shape));

  it('is about one weight', () => {
    assert.deepEqual(of(3, 'weight'), {
      preventDefaultContextMenuItems: true,
      weightscopeSection: 'weight',
      weightscopeWeight: 1,
      weightscopeWeights: [1],
      weightscopeHasWeights: true,
    });
  });

  it('is about each weight of a layer once', () => {
    assert.deepEqual(of(0, 'layer'), {
      preventDefaultContextMenuItems: true,
      weightscopeSection: 'layer',
      weightscopeRow: 0,
      weightscopeWeights: [0, 1],
      weightscopeHasWeights: true,
    });
  });

  it('of the model itself is about all weights', () => {
    assert.deepEqual(of(-1, 'model'), {
      preventDefaultContextMenuItems: true,
      weightscopeSection: 'model',
      weightscopeWeights: [0, 1, 2],
      weightscopeHasWeights: true,
    });
  });
});
