import assert from 'node:assert/strict';
import { pieceDifference } from '../../../src/core/compare/pieceDifference';
import { tensorDifference } from '../../../src/core/compare/tensorDifference';
import type { PairDifference, PairLine } from '../../../src/protocol/compare';
import { comparisonCsv, comparisonMarkdown } from '../../../src/webview/compare/exported';
import { type CompareItem, compareItems } from '../../../src/webview/compare/items';
import { parse } from 'csv-parse/sync';

function line(pair: number, layer: number, role: string, nameInB?: string): PairLine {
  const name = `l${layer}/${role}`;
  return {
    ...{ pair, a: pair, b: pair, name, nameInB: nameInB ?? name, layer, layerName: `l${layer}` },
    ...{ layerClass: 'Dense', role, shape: '2', parameters: 2, by: 'name', storage: null },
  };
}

function compared(pair: number, a: readonly number[], b: readonly number[]): PairDifference {
  const piece = pieceDifference(Float32Array.from(a), Float32Array.from(b));
  return { pair, difference: tensorDifference([{ piece, start: 0 }]) };
}

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

describe('an exported comparison', () => {
  const side = (name: string) => ({
    uri: `file:///${name}`,
    name,
    path: `${name}/model.json`,
    told: '',
  });
  const exported = {
    sides: { a: side('old'), b: side('new|*') },
    overview: { pairs: LINES.length },
    lines: LINES,
    structure: [{ kind: 'renamed' as const, a: 'l1', b: 'other' }],
    results: RESULTS,
  };

  it('is a table of every digit that a CSV reader reads back', () => {
    const rows = parse<Record<string, string>>(comparisonCsv(exported), { columns: true });
    assert.equal(rows.length, LINES.length);
    const bias = rows.find(({ tensor }) => tensor === 'l0/bias');
    assert.equal(Number(bias?.relative), 0.1);
    assert.equal(bias?.changed, '1');
    assert.equal(rows.find(({ tensor }) => tensor === 'l0/kernel')?.bit_identical, 'true');
    assert.equal(
      rows.find(({ tensor }) => tensor === 'l1/bias')?.note,
      'The file, "x", is missing.',
    );
  });

  it('is a report in which names from files are no Markdown', () => {
    const report = comparisonMarkdown(exported);
    assert.ok(report.startsWith('# old ↔ new\\|\\*\n'));
    assert.match(report, /^\| l0\/bias \| 2 \| 0\.1 \| /m);
    assert.match(report, /bit-identical/);
    assert.match(report, /^- Renamed: l1 is other in B$/m);
  });
});
