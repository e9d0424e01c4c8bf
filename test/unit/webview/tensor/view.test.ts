import assert from 'node:assert/strict';
import { unflatten } from '../../../../src/core/model/matrixView';
import type { Axis } from '../../../../src/core/model/model';
import {
  axesText,
  headerText,
  indexText,
  partText,
  shapeText,
} from '../../../../src/webview/tensor/axisText';
import { frameOf, outerHeight } from '../../../../src/webview/tensor/heatmap/frame';
import {
  extentOf,
  firstView,
  isViewOf,
  placeOf,
  sliceAxes,
  transposed,
  withAxis,
  withIndex,
} from '../../../../src/webview/tensor/viewChoice';

const axes = (...names: [string, number][]): Axis[] =>
  names.map(([name, size]) => ({ name, size }));
const conv = axes(['height', 3], ['width', 3], ['input', 4], ['filter', 8]);
const convShape = [3, 3, 4, 8];
const lstm: Axis[] = [
  { name: 'input', size: 2 },
  { name: 'gate × unit', size: 12, parts: ['i', 'f', 'c', 'o'] },
];

describe('the view of a tensor', () => {
  it('begins with inputs as rows and filters as columns for a convolution', () => {
    const view = firstView(convShape, conv, 'float32');
    assert.deepEqual([view.rowAxis, view.columnAxis], [2, 3]);
    assert.deepEqual(sliceAxes(convShape, view), [0, 1]);
  });

  it('begins with the real part of a complex tensor', () => {
    const parts = axes(['a', 5], ['b', 6], ['part', 2]);
    assert.deepEqual(firstView([5, 6, 2], parts, 'complex64'), {
      rowAxis: 0,
      columnAxis: 1,
      at: [0, 0, 0],
    });
    assert.deepEqual(firstView([5, 2], axes(['a', 5], ['part', 2]), 'complex64'), {
      rowAxis: null,
      columnAxis: 0,
      at: [0, 0],
    });
  });

  it('shows a vector as a row, and a list of strings downwards', () => {
    assert.equal(firstView([9], axes(['unit', 9]), 'float32').columnAxis, 0);
    assert.equal(firstView([9], axes(['token', 9]), 'string').rowAxis, 0);
  });

  it('swaps rows and columns rather than showing one axis twice', () => {
    const view = firstView(convShape, conv, 'float32');
    assert.deepEqual(withAxis(view, 'rowAxis', 3), transposed(view));
    const other = withAxis(withIndex(view, 0, 2, 3), 'rowAxis', 0);
    assert.deepEqual(other, { rowAxis: 0, columnAxis: 3, at: [0, 0, 0, 0] });
  });

  it('keeps a slice within the axis', () => {
    const view = firstView(convShape, conv, 'float32');
    assert.equal(withIndex(view, 0, 99, 3).at[0], 2);
    assert.equal(withIndex(view, 0, -1, 3).at[0], 0);
    assert.equal(withIndex(view, 0, NaN, 3), view);
  });

  it('finds the slice, row and column of an element', () => {
    const view = firstView(convShape, conv, 'float32');
    const flat = ((2 * 3 + 1) * 4 + 3) * 8 + 5;
    assert.deepEqual(unflatten(flat, convShape), [2, 1, 3, 5]);
    const place = placeOf(view, [2, 1, 3, 5]);
    assert.deepEqual(place.view.at.slice(0, 2), [2, 1]);
    assert.deepEqual([place.row, place.column], [3, 5]);
  });

  it('is restricted to the columns of one gate, or its rows when transposed', () => {
    const view = firstView([2, 12], lstm, 'float32');
    assert.deepEqual(extentOf([2, 12], lstm, view, 1).columns, { start: 3, end: 6 });
    assert.deepEqual(extentOf([2, 12], lstm, view, null).columns, { start: 0, end: 12 });
    assert.deepEqual(extentOf([2, 12], lstm, transposed(view), 3).rows, { start: 9, end: 12 });
  });

  it('is not taken from a stored state that belongs to another shape', () => {
    const view = firstView(convShape, conv, 'float32');
    assert.ok(isViewOf(view, convShape));
    assert.ok(!isViewOf(view, [3, 3]));
    assert.ok(!isViewOf({ ...view, rowAxis: 3 }, convShape));
    assert.ok(!isViewOf({ ...view, at: [7, 0, 0, 0] }, convShape));
    assert.ok(isViewOf(firstView([], [], 'float32'), []));
  });
});

describe('names of places', () => {
  it('tell axis and index, with the gate of a recurrent kernel', () => {
    assert.equal(indexText(lstm[0], 1), 'input 1');
    assert.equal(indexText(lstm[1], 4), 'unit 1 (f)');
    assert.equal(headerText(lstm[1], 4), 'f · unit 1');
    assert.equal(axesText(lstm), 'input × 4 gates of 3 units');
    assert.equal(partText('f'), 'f forget gate');
    assert.equal(partText('input z'), 'input z');
  });

  it('are the parts themselves where each index has a name', () => {
    const part: Axis = { name: 'part', size: 2, parts: ['real', 'imaginary'] };
    assert.equal(indexText(part, 1), 'imaginary');
    assert.equal(headerText(part, 0), 'real');
  });

  it('write a shape as the tree does', () => {
    assert.equal(shapeText([2, 6]), '2 × 6');
    assert.equal(indexText({ name: 'axis 0', size: 9 }, 3), 'axis 0: 3');
    assert.equal(headerText({ name: 'axis 0', size: 9 }, 3), 'axis 0: 3');
    assert.equal(shapeText([]), 'scalar');
  });
});

describe('the frame of a heatmap', () => {
  const size = { width: 300, height: 200 };
  const matrix = (rows: number) => ({
    rows: { start: 0, end: rows },
    columns: { start: 0, end: 12 },
  });
  const view = firstView([2, 12], lstm, 'float32');

  it('leaves room for the digits of the largest row index', () => {
    const few = frameOf(size, matrix(9), lstm, view, 7);
    const many = frameOf(size, matrix(50257), lstm, view, 7);
    assert.equal(many.left - few.left, 4 * 7);
  });

  it('leaves room for gate names above, or beside when transposed', () => {
    const plain = frameOf(size, matrix(2), axes(['input', 2], ['unit', 12]), view, 7);
    const gated = frameOf(size, matrix(2), lstm, view, 7);
    assert.ok(gated.top > plain.top);
    assert.ok(frameOf(size, matrix(2), lstm, transposed(view), 7).left > gated.left);
  });

  it('is as high as its plot needs', () => {
    const frame = frameOf(size, matrix(2), lstm, view, 7);
    assert.equal(outerHeight(frame, frame.plot.height), size.height);
  });
});
