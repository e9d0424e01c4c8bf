import assert from 'node:assert/strict';
import { inTurn } from '../../../../src/webview/editor/tree/searchOrder';
import { MODEL_ROW, treeAction, type TreeView } from '../../../../src/webview/editor/tree/treeKeys';
import { treeShape } from '../../../../src/webview/editor/tree/treeShape';
import { visibleRows } from '../../../../src/webview/editor/tree/visibleRows';

/** dense (kernel, bias), block (dense (kernel)), relu */
const shape = treeShape({
  depth: Uint16Array.of(0, 1, 1, 0, 1, 2, 0),
  end: Uint32Array.of(3, 2, 3, 6, 6, 6, 7),
  weight: Int32Array.of(-1, 0, 1, -1, -1, 2, -1),
});

function view(...collapsedRows: number[]): TreeView {
  const collapsed = new Uint8Array(shape.size);
  for (const row of collapsedRows) collapsed[row] = 1;
  return { shape, collapsed, visible: visibleRows(shape, collapsed, null), pageRows: 3 };
}

describe('keys in the layer tree', () => {
  it('move up and down over what shows, from the model to the last row', () => {
    assert.deepEqual(treeAction('ArrowDown', MODEL_ROW, view()), { type: 'focus', row: 0 });
    assert.deepEqual(treeAction('ArrowDown', 0, view(0)), { type: 'focus', row: 3 });
    assert.deepEqual(treeAction('ArrowUp', 0, view()), { type: 'focus', row: MODEL_ROW });
    assert.deepEqual(treeAction('ArrowUp', MODEL_ROW, view()), { type: 'focus', row: MODEL_ROW });
    assert.deepEqual(treeAction('ArrowDown', 6, view()), { type: 'focus', row: 6 });
  });

  it('go to the ends and by pages', () => {
    assert.deepEqual(treeAction('Home', 4, view()), { type: 'focus', row: MODEL_ROW });
    assert.deepEqual(treeAction('End', 0, view()), { type: 'focus', row: 6 });
    assert.deepEqual(treeAction('PageDown', 0, view()), { type: 'focus', row: 2 });
    assert.deepEqual(treeAction('PageUp', 3, view()), { type: 'focus', row: 1 });
  });

  it('expand, then enter, to the right', () => {
    assert.deepEqual(treeAction('ArrowRight', 3, view(3)), { type: 'expand', rows: [3] });
    assert.deepEqual(treeAction('ArrowRight', 3, view()), { type: 'focus', row: 4 });
    assert.equal(treeAction('ArrowRight', 1, view()), undefined);
  });

  it('collapse, then leave, to the left', () => {
    assert.deepEqual(treeAction('ArrowLeft', 4, view()), { type: 'collapse', rows: [4] });
    assert.deepEqual(treeAction('ArrowLeft', 4, view(4)), { type: 'focus', row: 3 });
    assert.deepEqual(treeAction('ArrowLeft', 2, view()), { type: 'focus', row: 0 });
    assert.equal(treeAction('ArrowLeft', 6, view()), undefined);
  });

  it('expand all siblings with an asterisk', () => {
    assert.deepEqual(treeAction('*', 6, view(0, 3)), { type: 'expand', rows: [0, 3] });
  });

  it('choose with Enter and the space bar, and leave other keys alone', () => {
    assert.deepEqual(treeAction('Enter', 5, view()), { type: 'choose', row: 5 });
    assert.deepEqual(treeAction(' ', 5, view()), { type: 'choose', row: 5 });
    assert.equal(treeAction('F5', 5, view()), undefined);
  });

  it('start from where a hidden focus shows: the row that was collapsed over it', () => {
    assert.deepEqual(treeAction('ArrowDown', 5, view(3)), { type: 'focus', row: 6 });
  });
});

describe('typing in the layer tree', () => {
  const all = visibleRows(shape, new Uint8Array(7), null);

  it('tries the rows after the focus first and comes round to the top', () => {
    assert.deepEqual(inTurn(Uint32Array.of(0, 3, 4, 6), all, 3, 'd'), [4, 6, 0, 3]);
  });

  it('stays at the focused row while the word grows', () => {
    assert.deepEqual(inTurn(Uint32Array.of(0, 4), all, 4, 'de'), [4, 0]);
  });

  it('passes over rows that do not show', () => {
    const visible = visibleRows(shape, Uint8Array.of(1, 0, 0, 1, 0, 0, 0), null);
    assert.deepEqual(inTurn(Uint32Array.of(0, 1, 4, 6), visible, MODEL_ROW, 'x'), [0, 6]);
  });
});
