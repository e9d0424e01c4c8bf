import assert from 'node:assert/strict';
import {
  block,
  everything,
  moved,
  type Selection,
  single,
} from '../../../../src/webview/tensor/selection';

const extent = { rows: { start: 0, end: 10 }, columns: { start: 16, end: 32 } };
const page = { rows: 4, columns: 4 };
const at = (row: number, column: number): Selection => single({ row, column });
const press = (
  selection: Selection | null,
  key: string,
  shift = false,
  control = false,
): Selection | undefined => moved(selection, key, { shift, control }, extent, page);

describe('the selection of cells', () => {
  it('begins at the first cell in sight', () => {
    assert.deepEqual(press(null, 'ArrowDown'), at(0, 16));
  });

  it('moves by arrows and stops at the ends of the gate', () => {
    assert.deepEqual(press(at(0, 16), 'ArrowRight'), at(0, 17));
    assert.deepEqual(press(at(0, 16), 'ArrowLeft'), at(0, 16));
    assert.deepEqual(press(at(9, 31), 'ArrowDown'), at(9, 31));
  });

  it('grows with shift from where it was begun', () => {
    const grown = press(press(at(5, 20), 'ArrowUp', true) ?? null, 'ArrowLeft', true);
    assert.deepEqual(grown, { anchor: { row: 5, column: 20 }, focus: { row: 4, column: 19 } });
    assert.ok(grown);
    assert.deepEqual(block(grown), {
      rows: { start: 4, end: 6 },
      columns: { start: 19, end: 21 },
    });
  });

  it('goes to the ends with Ctrl, Home and End, and by pages', () => {
    assert.deepEqual(press(at(5, 20), 'ArrowDown', false, true), at(9, 20));
    assert.deepEqual(press(at(5, 20), 'Home'), at(5, 16));
    assert.deepEqual(press(at(5, 20), 'End'), at(5, 31));
    assert.deepEqual(press(at(5, 20), 'Home', false, true), at(0, 16));
    assert.deepEqual(press(at(5, 20), 'End', false, true), at(9, 31));
    assert.deepEqual(press(at(1, 20), 'PageDown'), at(5, 20));
    assert.deepEqual(press(at(1, 20), 'PageUp'), at(0, 20));
  });

  it('leaves other keys alone', () => {
    assert.equal(press(at(1, 20), 'Tab'), undefined);
  });

  it('takes the whole matrix', () => {
    assert.deepEqual(block(everything(extent)), extent);
  });
});
