import assert from 'node:assert/strict';
import type { Statistics } from '../../../src/core/measure/statistics';
import type { WeightLine, WeightMeasure } from '../../../src/protocol/model';
import { COLUMNS } from '../../../src/webview/editor/model/columns';
import { nextSorting, sortLines } from '../../../src/webview/editor/model/sortLines';
import { movedTo } from '../../../src/webview/ui/tableFocus';
import { largestFinite } from '../../../src/webview/editor/largestFinite';
import { rowsInSight } from '../../../src/webview/ui/virtualRows';

const lines: readonly WeightLine[] = ['layer_10', 'layer_2', 'layer_1'].map((name, weight) => ({
  weight,
  row: weight,
  name,
  role: 'kernel',
  shape: '2 × 3',
  dtype: 'float32',
  parameters: 6,
}));

function statistics(min: number | null, max: number | null): Statistics {
  return {
    count: 6,
    nan: 1,
    positiveInfinity: 2,
    negativeInfinity: 0,
    zeros: 3,
    nearZeros: 3,
    min,
    max,
    minAt: null,
    maxAt: null,
    firstNonFiniteAt: null,
    mean: null,
    std: null,
    excessKurtosis: null,
    skewness: null,
    l1: 0,
    l2: 0,
    rms: null,
  };
}

const measures = new Map<number, WeightMeasure>([
  [0, { weight: 0, statistics: statistics(-3, 1) }],
  [1, { weight: 1, problem: 'weights.bin is missing.' }],
  [2, { weight: 2, statistics: statistics(-1, 2) }],
]);

describe('the table of all weights', () => {
  it('keeps the order of the file until a column is chosen', () => {
    assert.deepEqual(sortLines(lines, measures, null), [0, 1, 2]);
  });

  it('sorts names as people count', () => {
    assert.deepEqual(sortLines(lines, measures, { column: 'name', descending: false }), [2, 1, 0]);
  });

  it('puts weights without the number last, in either direction', () => {
    assert.deepEqual(sortLines(lines, measures, { column: 'min', descending: false }), [0, 2, 1]);
    assert.deepEqual(sortLines(lines, measures, { column: 'min', descending: true }), [2, 0, 1]);
  });

  it('keeps the order of the file among equals', () => {
    assert.deepEqual(
      sortLines(lines, measures, { column: 'parameters', descending: true }),
      [0, 1, 2],
    );
  });

  it('turns a header three times: one way, the other way, as in the file', () => {
    const first = nextSorting(null, 'rms', true);
    const second = nextSorting(first, 'rms', true);
    assert.deepEqual(first, { column: 'rms', descending: true });
    assert.deepEqual(second, { column: 'rms', descending: false });
    assert.equal(nextSorting(second, 'rms', true), null);
    assert.deepEqual(nextSorting(first, 'name', false), { column: 'name', descending: false });
  });

  it('shows in each column the number that its header names', () => {
    const line = lines[0];
    assert.ok(line !== undefined);
    const all = { ...statistics(-3, 7), mean: 1.5, std: 2.5, rms: 3.5 };
    const shown = COLUMNS.filter(({ numeric }) => numeric);
    assert.deepEqual(
      shown.map(({ title, text }) => `${title} ${text(line, all)}`),
      ['Params 6', 'NaN/Inf 3', 'Min -3', 'Max 7', 'Mean 1.5', 'Std 2.5', 'RMS 3.5', 'Zeros 50 %'],
    );
    assert.deepEqual(
      shown.map(({ key }) => key(line, all)),
      [6, 3, -3, 7, 1.5, 2.5, 3.5, 0.5],
    );
  });

  it('says a number that does not exist with a dash and one not yet measured with nothing', () => {
    const line = lines[0];
    assert.ok(line !== undefined);
    const texts = (all: Statistics | undefined) =>
      COLUMNS.filter(({ id }) => ['mean', 'zeros', 'nonFinite'].includes(id)).map(({ text }) =>
        text(line, all),
      );
    assert.deepEqual(texts(statistics(null, null)), ['3', '–', '50 %']);
    assert.deepEqual(texts(undefined), ['', '', '']);
  });

  it('is walked by keys and stays inside its rows', () => {
    assert.equal(movedTo('ArrowDown', 9, 10, 5), 9);
    assert.equal(movedTo('PageUp', 9, 10, 5), 5);
    assert.equal(movedTo('Home', 9, 10, 5), 0);
    assert.equal(movedTo('x', 9, 10, 5), undefined);
  });
});

describe('the scale of the whole model', () => {
  it('is the largest finite value by size, of the weights that could be read', () => {
    assert.equal(largestFinite(measures.values()), 3);
  });

  it('does not exist where nothing is finite', () => {
    assert.equal(largestFinite([{ weight: 0, statistics: statistics(null, null) }]), null);
  });
});

describe('rows within sight', () => {
  it('reach a little beyond the view and never beyond the list', () => {
    assert.deepEqual(rowsInSight(2200, 220, 22, 1000), { start: 92, end: 118 });
    assert.deepEqual(rowsInSight(0, 220, 22, 5), { start: 0, end: 5 });
    assert.deepEqual(rowsInSight(99_999, 220, 22, 10), { start: 10, end: 10 });
    assert.deepEqual(rowsInSight(-500, 220, 22, 10), { start: 0, end: 0 });
  });
});
