import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import type { ComparedStep, StepResult, TimelineTensor } from '../../../src/protocol/timeline';
import { timelineCsv } from '../../../src/webview/timeline/csv';
import { moved, partsOf } from '../../../src/webview/timeline/movement';

const TENSORS: readonly TimelineTensor[] = [
  { name: 'a/kernel', layerName: 'a' },
  { name: 'a/bias', layerName: 'a' },
  { name: 'loose', layerName: '' },
];
const NONE = { distance: 0, norm: 0 };
const START: ComparedStep = {
  step: 0,
  before: null,
  first: [NONE, NONE, NONE],
  previous: [NONE, NONE, NONE],
};
const NEXT: ComparedStep = {
  step: 2,
  before: 0,
  first: [
    { distance: 3, norm: 6 },
    { distance: 4, norm: 8 },
    { distance: 1, norm: 0 },
  ],
  previous: [
    { distance: 3, norm: 3 },
    { distance: 4, norm: 4 },
    { distance: 0, norm: 0 },
  ],
};
const RESULTS: readonly StepResult[] = [
  START,
  { step: 1, problem: 'weights.bin, "it", is missing.' },
  NEXT,
];

describe('the distances of a timeline', () => {
  it('are told of the whole model and its layers, or of the tensors of one layer', () => {
    const labels = (layer: string | null): readonly string[] =>
      partsOf(TENSORS, layer).map(({ label }) => label);
    assert.deepEqual(labels(null), ['Whole model', 'a', 'In no layer']);
    assert.deepEqual(labels('a'), ['All of a', 'a/kernel', 'a/bias']);
  });

  it('of a layer are those of its tensors taken as one', () => {
    const [, a, loose] = partsOf(TENSORS, null);
    assert.ok(a !== undefined && loose !== undefined);
    assert.equal(moved(NEXT, 'first', a), 0.5);
    assert.equal(moved(NEXT, 'previous', a), 1);
    assert.equal(moved(NEXT, 'first', loose), null);
    assert.equal(moved(NEXT, 'previous', loose), 0);
    assert.equal(moved(START, 'first', a), 0);
    assert.equal(moved(START, 'previous', a), null);
  });

  it('are read back from CSV, with the reason of every step that was left out', () => {
    const steps = ['one', 'two', 'three'].map((name) => ({ name, changed: 0 }));
    const rows = parse<Record<string, string>>(timelineCsv(steps, TENSORS, RESULTS), {
      columns: true,
    });
    assert.equal(rows.length, 1 + 2 * 6);
    const found = rows.find(({ checkpoint, name }) => checkpoint === 'three' && name === 'a/bias');
    assert.equal(Number(found?.relative_from_first), 0.5);
    assert.equal(found?.part, 'tensor');
    const left = rows.find(({ checkpoint }) => checkpoint === 'two');
    assert.equal(left?.note, 'weights.bin, "it", is missing.');
  });
});
