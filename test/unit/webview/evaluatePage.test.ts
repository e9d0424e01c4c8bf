import assert from 'node:assert/strict';
import { isScaledAsTrained, scaledAsTrained } from '../../../src/core/evaluate/scaledAsTrained';
import type { DataChoice, Scaling } from '../../../src/core/dataset/choice';
import { reportHtml } from '../../../src/webview/evaluate/report/reportHtml';
import {
  isAsTrained,
  requestFor,
  rowsAsTrained,
  rowsProblem,
  rowsText,
  USUAL_ROWS,
} from '../../../src/webview/evaluate/rowsChoice';

const SPLIT = { fraction: 0.25, seed: 7, stratified: false } as const;
const OWN = { table: 4, rows: 10 };

describe('which rows an evaluation takes', () => {
  it('begins with those that the last training kept apart', () => {
    const rows = rowsAsTrained({ kind: 'fraction', ...SPLIT }, false);
    assert.deepEqual(rows, { kind: 'validation', ...SPLIT });
    assert.ok(isAsTrained(rows, { kind: 'fraction', ...SPLIT }));
    assert.ok(!isAsTrained({ ...rows, seed: 8 }, { kind: 'fraction', ...SPLIT }));
    // Once any number was taken for a seed: the rows that it drew are still those.
    const old = { kind: 'fraction', ...SPLIT, seed: -1.5 } as const;
    const drawn = rowsAsTrained(old, false);
    assert.equal(drawn.seed, 2 ** 32 - 1);
    assert.ok(isAsTrained(drawn, old));
    assert.equal(rowsProblem(drawn), null);
    assert.equal(rowsAsTrained(undefined, true).kind, 'own');
    assert.equal(rowsAsTrained({ kind: 'none' }, false).kind, 'all');
  });

  it('asks for the split that training draws, and for the part of it', () => {
    const validation = { kind: 'fraction', ...SPLIT };
    for (const kind of ['training', 'validation'] as const)
      assert.deepEqual(requestFor({ kind, ...SPLIT }, OWN), { validation, part: kind });
    assert.deepEqual(requestFor(USUAL_ROWS, OWN), {
      validation: { kind: 'none' },
      part: 'training',
    });
    assert.deepEqual(requestFor({ ...USUAL_ROWS, kind: 'own' }, OWN), {
      validation: { kind: 'table', table: 4 },
      part: 'validation',
    });
  });

  it('names what is no share and no seed', () => {
    assert.equal(rowsProblem({ kind: 'validation', ...SPLIT }), null);
    assert.match(rowsProblem({ kind: 'validation', ...SPLIT, fraction: 1 }) ?? '', /share/);
    assert.match(rowsProblem({ kind: 'training', ...SPLIT, seed: NaN }) ?? '', /seed/);
    assert.equal(rowsProblem({ ...USUAL_ROWS, seed: NaN }), null);
  });

  it('is told with the numbers', () => {
    assert.equal(rowsText(USUAL_ROWS, 1, 1), '1 row: all rows');
    assert.equal(
      rowsText({ kind: 'validation', ...SPLIT, stratified: true }, 1200, 3),
      '1,200 rows, 3,600 answers: the part for validation (25 % for validation, seed 7, by class)',
    );
  });
});

describe('how inputs of an evaluation are scaled', () => {
  const choice = (...scalings: readonly Scaling[]): DataChoice => ({
    inputs: scalings.map((scaling) => ({ columns: ['x'], scaling })),
    ...{ targets: [], losses: [], missing: 'refuse' },
  });
  const given = (mean: number): Scaling => ({ kind: 'given', mean: [mean], std: [1] });

  it('follows a training since by its means, and leaves alone what was chosen otherwise', () => {
    const scaled = scaledAsTrained(choice(given(1), { kind: 'none' }, given(3)), [
      given(2),
      given(2),
      null,
    ]);
    assert.deepEqual(scaled, choice(given(2), { kind: 'none' }, given(3)));
  });

  it('is as in training only where the model says so of every input', () => {
    assert.ok(isScaledAsTrained(choice(given(2)), [given(2)]));
    assert.ok(!isScaledAsTrained(choice(given(2)), [given(1)]));
    assert.ok(!isScaledAsTrained(choice({ kind: 'none' }), [null]));
  });
});

describe('a report', () => {
  it('has no script, forbids all, and shows a hostile name as text', () => {
    const html = reportHtml('<script>alert("1")</script>/model.json', '<p>body</p>');
    assert.doesNotMatch(html, /<script/);
    assert.match(html, /default-src 'none'; style-src 'unsafe-inline'/);
    assert.match(html, /<title>Evaluation of &#60;script&#62;alert\(&#34;1&#34;\)/);
    assert.match(html, /prefers-color-scheme: dark/);
  });
});
