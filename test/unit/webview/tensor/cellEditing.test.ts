import assert from 'node:assert/strict';
import {
  beside,
  editorAction,
  gridAction,
  isTextKey,
  type KeyPress,
} from '../../../../src/webview/tensor/cellEditing';

function key(name: string, ...modifiers: ('ctrl' | 'meta' | 'alt' | 'shift')[]): KeyPress {
  return {
    key: name,
    ctrlKey: modifiers.includes('ctrl'),
    metaKey: modifiers.includes('meta'),
    altKey: modifiers.includes('alt'),
    shiftKey: modifiers.includes('shift'),
  };
}

describe('Keys that begin an edit in the grid', () => {
  it('are F2 and Enter for the value as it is', () => {
    assert.deepEqual(gridAction(key('F2')), { type: 'edit' });
    assert.deepEqual(gridAction(key('Enter')), { type: 'edit' });
  });

  it('are all that write a character, which takes the place of the value', () => {
    for (const text of ['7', '-', '.', 'N']) {
      assert.deepEqual(gridAction(key(text)), { type: 'overtype', text });
    }
  });

  it('are Delete and Backspace for zeros, Ctrl+V and Cmd+V for pasting', () => {
    assert.deepEqual(gridAction(key('Delete')), { type: 'zero' });
    assert.deepEqual(gridAction(key('Backspace')), { type: 'zero' });
    assert.deepEqual(gridAction(key('v', 'ctrl')), { type: 'paste' });
    assert.deepEqual(gridAction(key('V', 'meta')), { type: 'paste' });
  });

  it('leave arrows, the space bar, and the keys of VS Code alone', () => {
    for (const press of [
      key('ArrowDown'),
      key(' '),
      key('Tab'),
      key('Escape'),
      key('z', 'ctrl'),
      key('y', 'ctrl'),
      key('s', 'ctrl'),
      key('c', 'meta'),
      key('p', 'ctrl', 'shift'),
      key('v', 'ctrl', 'shift'),
      key('f', 'alt'),
    ]) {
      assert.equal(gridAction(press), undefined, press.key);
    }
  });
});

describe('Keys in the editor of a cell', () => {
  it('commit and move on: Enter down, Tab to the right, with Shift back', () => {
    const moves = [key('Enter'), key('Enter', 'shift'), key('Tab'), key('Tab', 'shift')].map(
      (press) => editorAction(press, false),
    );
    assert.deepEqual(moves, [
      { type: 'commit', move: { rows: 1, columns: 0 } },
      { type: 'commit', move: { rows: -1, columns: 0 } },
      { type: 'commit', move: { rows: 0, columns: 1 } },
      { type: 'commit', move: { rows: 0, columns: -1 } },
    ]);
  });

  it('cancel with Escape and save with Ctrl+S', () => {
    assert.deepEqual(editorAction(key('Escape'), false), { type: 'cancel' });
    assert.deepEqual(editorAction(key('s', 'ctrl'), false), { type: 'save' });
    assert.equal(editorAction(key('S', 'ctrl', 'shift'), false), undefined);
  });

  it('walk in the text, except up and down in a value just begun', () => {
    assert.equal(editorAction(key('ArrowDown'), false), undefined);
    assert.equal(editorAction(key('ArrowLeft'), true), undefined);
    assert.deepEqual(editorAction(key('ArrowUp'), true), {
      type: 'commit',
      move: { rows: -1, columns: 0 },
    });
  });

  it('stay in the text field where they are about text, so that Ctrl+Z takes back typing', () => {
    for (const press of [key('1'), key('z', 'ctrl'), key('y', 'meta'), key('a', 'ctrl')]) {
      assert.ok(isTextKey(press), press.key);
    }
    assert.ok(isTextKey(key('ArrowLeft', 'ctrl')));
    for (const press of [key('F1'), key('p', 'ctrl'), key('s', 'ctrl'), key('x', 'alt')]) {
      assert.ok(!isTextKey(press), press.key);
    }
  });
});

describe('The cell beside an edited one', () => {
  const extent = { rows: { start: 0, end: 3 }, columns: { start: 4, end: 8 } };

  it('is selected alone, and at the edge is the same', () => {
    assert.deepEqual(beside({ row: 1, column: 5 }, { rows: 1, columns: 0 }, extent), {
      anchor: { row: 2, column: 5 },
      focus: { row: 2, column: 5 },
    });
    assert.deepEqual(beside({ row: 2, column: 7 }, { rows: 1, columns: 0 }, extent).focus, {
      row: 2,
      column: 7,
    });
    assert.deepEqual(beside({ row: 0, column: 4 }, { rows: 0, columns: -1 }, extent).focus, {
      row: 0,
      column: 4,
    });
  });
});
