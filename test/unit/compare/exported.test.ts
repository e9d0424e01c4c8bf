import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type {
  AlignedComparison,
  AlignedDifferences,
  OutputCheck,
} from '../../../src/core/align/alignment';
import type { Comparison } from '../../../src/core/compare/comparison';
import { comparisonCsv } from '../../../src/core/compare/export/csv';
import { comparisonHtml } from '../../../src/core/compare/export/html';
import { comparisonJson } from '../../../src/core/compare/export/json';
import { comparisonMarkdown } from '../../../src/core/compare/export/markdown';
import { type DeltaPicture, deltaSvg, readDelta } from '../../../src/core/compare/export/picture';
import { differenceOf } from '../../../src/core/compare/rankPairs';
import type { ModelSummary } from '../../../src/core/model/summarize';
import { compared, line } from '../../support/comparedPairs';

const LINES = [
  line(0, 0, 'kernel'),
  line(1, 0, 'bias'),
  line(2, 1, 'kernel', 'other/kernel'),
  line(3, 1, 'bias'),
  line(4, 2, 'kernel'),
  line(5, 2, 'bias'),
];
const RESULTS = new Map(
  [
    compared(0, [3, 4], [3, 4]),
    compared(1, [3, 4], [3, 4.5]),
    compared(2, [0, 0], [1, 1]),
    { pair: 3, problem: 'The file, "x", is missing.' },
    compared(5, [NaN, NaN], [NaN, 1]),
  ].map((found) => [found.pair, found]),
);
const SUMMARY: ModelSummary = {
  ...{ format: 'layers-model', className: 'Sequential', name: 'model', generatedBy: null },
  ...{ convertedBy: null, layerCount: 3, weightCount: 6, parameters: 12, bytes: 48, problems: [] },
  ...{ optimizerParameters: 0, optimizerBytes: 0 },
  ...{ trainableParameters: 12, trainingConfig: null, userDefinedMetadata: null, signature: null },
};
const side = (name: string) => ({ name, path: `${name}/model.json` });
const comparison: Comparison = {
  sides: { a: side('old'), b: side('new|*') },
  overview: { a: SUMMARY, b: SUMMARY },
  lines: LINES,
  structure: [{ kind: 'renamed', a: 'l1', b: 'other' }],
  results: RESULTS,
  aligned: null,
};
const differences = (b: readonly number[], after: readonly number[]): AlignedDifferences => {
  const of = (values: readonly number[]) =>
    differenceOf(compared(0, [3, 4], values))[0] ?? assert.fail();
  return { before: of(b), after: of(after), nullBefore: of([-4, 3]), nullAfter: of([0, 0]) };
};
const alignedWith = (name: string): AlignedComparison => ({
  alignment: {
    ...{ seed: 7, sweeps: 2, permutations: [], assumed: [name] },
    groups: [{ layers: [name], units: 30_000, moved: 1 }],
    kept: [
      { layers: ['out'], units: 3, kind: 'output', reason: 'The model gives them out.' },
      { layers: [name], units: null, kind: 'refused', reason: `Layer ${name} is recurrent.` },
    ],
    whole: differences([4, 3], [3, 4]),
    layers: [
      {
        ...{ name, ...differences([4, 3], [3, 4]) },
        tensors: [
          { a: 1, b: 1, name, nameInB: 'bias', shape: '2', ...differences([4, 3], [3, 4]) },
        ],
      },
    ],
  },
  check: { rows: 32, largest: 2e-4, scale: 100, same: true, backend: 'wasm' },
});
const withAligned: Comparison = { ...comparison, aligned: alignedWith('l0/<bias>') };

describe('an exported comparison', () => {
  it('says of a pair made by hand that it is one, and what speaks against it', () => {
    const doubt = 'The role differs: kernel in A, bias in B.';
    const byHand = { ...line(0, 0, 'kernel', 'other/bias'), by: 'hand' as const, doubt };
    const paired: Comparison = { ...comparison, lines: [byHand, ...LINES.slice(1)] };
    const told = 'paired by hand; The role differs: kernel in A, bias in B';
    const [row] = parse<Record<string, string>>(comparisonCsv({ ...paired, lines: [byHand] }), {
      columns: true,
    });
    assert.deepEqual([row?.tensor_in_b, row?.note], ['other/bias', told]);
    assert.match(comparisonMarkdown(paired), /l0\/kernel ↔ other\/bias \(paired by hand; The role/);
    const page = comparisonHtml(paired, new Map());
    assert.ok(page.includes(`<small>${told}</small>`));
    assert.match(page, /1 cannot be read, 1 paired by hand/);
    const { tensors } = JSON.parse(comparisonJson(paired)) as {
      readonly tensors: readonly { readonly by: string; readonly doubt: string | null }[];
    };
    assert.deepEqual([tensors[0]?.by, tensors[0]?.doubt], ['hand', doubt]);
    assert.deepEqual([tensors[1]?.by, tensors[1]?.doubt], ['name', null]);
  });

  it('is a table of every digit that a CSV reader reads back', () => {
    const rows = parse<Record<string, string>>(comparisonCsv(comparison), { columns: true });
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
    const report = comparisonMarkdown(comparison);
    assert.ok(report.startsWith('# old ↔ new\\|\\*\n'));
    assert.match(report, /^\| l0\/bias \| 2 \| 0\.1 \| /m);
    assert.match(report, /bit-identical/);
    assert.match(report, /^- Renamed: l1 is other in B$/m);
  });

  it('is JSON of numbers, and says why where there is none', () => {
    interface Tensor {
      readonly name: string;
      readonly relative: number | null;
      readonly cosine: number | null;
      readonly problem?: string;
      readonly missing: Readonly<Record<string, string>>;
    }
    const read = JSON.parse(comparisonJson(comparison)) as {
      readonly schema: string;
      readonly a: { readonly label: string; readonly name: string };
      readonly tensors: readonly Tensor[];
      readonly model: Tensor;
    };
    assert.equal(read.schema, 'weightscope-comparison/1');
    assert.deepEqual([read.a.label, read.a.name], ['old', 'model']);
    const of = (wanted: string) => read.tensors.find(({ name }) => name === wanted);
    assert.equal(of('l0/bias')?.relative, 0.1);
    assert.equal(of('l1/kernel')?.relative, null);
    assert.deepEqual(of('l1/kernel')?.missing, {
      relative: 'A is all zeros.',
      cosine: 'A is all zeros.',
    });
    assert.equal(of('l2/bias')?.missing.maxDifference, 'No place holds a finite number in both.');
    assert.equal(of('l1/bias')?.problem, 'The file, "x", is missing.');
    assert.equal(of('l2/kernel')?.problem, 'It was not compared.');
    assert.ok(!('maxDifferenceAt' in read.model));
  });

  it('is one page of HTML that runs nothing and loads nothing', () => {
    const page = comparisonHtml(comparison, new Map());
    assert.match(page, /default-src 'none'/);
    assert.doesNotMatch(page, /<script|<link|<img|src=|href=|@import|url\(/i);
    assert.match(page, /prefers-color-scheme:dark/);
    assert.match(page, /l0\/bias<\/th>.*0\.1</);
    assert.match(page, /6 tensors compared, 1 bit-identical, 1 cannot be read/);
    assert.match(page, /Renamed: l1 is other in B/);
  });

  it('carries the alignment where there is one: before, after, null, outputs and what was refused', () => {
    interface Read {
      readonly alignment: {
        readonly seed: number;
        readonly tensors: readonly {
          readonly layer: string;
          readonly bitIdentical: boolean;
          readonly nullAfter: { readonly cosine: null; readonly missing: object };
        }[];
        readonly kept: readonly { readonly reason: string }[];
        readonly functionCheck: { readonly tolerance: number; readonly same: boolean };
      };
    }
    const { alignment } = JSON.parse(comparisonJson(withAligned)) as Read;
    const [tensor] = alignment.tensors;
    assert.deepEqual([alignment.seed, tensor?.layer, tensor?.bitIdentical], [7, 'l0/<bias>', true]);
    assert.deepEqual(tensor?.nullAfter.missing, { cosine: 'B is all zeros.' });
    assert.equal(alignment.kept[1]?.reason, 'Layer l0/<bias> is recurrent.');
    const { tolerance, same } = alignment.functionCheck;
    assert.deepEqual([tolerance, same], [1e-5, true]);

    const checked =
      'is 0.0002 over 32 random rows, where |f(B)| is at most 100 (run on wasm), within 1e-5 of that.';
    const report = comparisonMarkdown(withAligned);
    assert.ok(report.includes(checked.replaceAll('|', '\\|')), report);
    assert.match(
      report,
      /^\| All of these \| {2}\| 0\.283 → 0 \| 1\.41 → 1 \| 0\.96 → 1 \| 0 → n\/a \|/m,
    );
    assert.match(report, /^- l0\/\\<bias\\>: Layer l0\/\\<bias\\> is recurrent\.$/m);
    const page = comparisonHtml(withAligned, new Map());
    assert.ok(page.includes(checked));
    assert.match(
      page,
      /l0\/&lt;bias&gt; ↔ bias <small>bit-identical<\/small><\/th><td>2<\/td><td class="n">0\.283 → 0</,
    );
    assert.match(page, /l0\/&lt;bias&gt;: 1 of 30,000 \(&lt;0\.01 %\)/);

    const [plain, rows] = [comparison, withAligned].map((one) =>
      parse<Record<string, string>>(comparisonCsv(one), { columns: true }),
    );
    assert.equal(Object.keys(plain?.[0] ?? {}).length, 15);
    const bias = rows?.find(({ tensor: name }) => name === 'l0/bias');
    assert.deepEqual(
      [bias?.relative, bias?.aligned_relative, bias?.null_cosine, bias?.null_aligned_cosine],
      ['0.1', '0', '0', ''],
    );
    assert.equal(rows?.find(({ tensor: name }) => name === 'l2/bias')?.aligned_cosine, '');
  });

  it('is what it was where units were not aligned', () => {
    assert.doesNotMatch(comparisonJson(comparison), /align/i);
    assert.doesNotMatch(comparisonMarkdown(comparison), /align|Units/i);
    assert.doesNotMatch(comparisonHtml(comparison, new Map()), /aligned|Units/i);
  });

  it('says why the outputs were not checked, and where they differ by more than any number', () => {
    const { alignment } = alignedWith('a');
    const textOf = (check: OutputCheck): string =>
      comparisonMarkdown({ ...comparison, aligned: { alignment, check } });
    assert.match(textOf({ notRun: 'No memory.' }), /was not checked\. No memory\./);
    const wrong = { rows: 1, largest: Infinity, scale: 0.5, same: false, backend: 'cpu' };
    assert.match(
      textOf(wrong),
      /does not compute the same as B: .* is \+Inf .*beyond 1e-5\. Do not use it/,
    );
    const { alignment: read } = JSON.parse(
      comparisonJson({ ...comparison, aligned: { alignment, check: wrong } }),
    ) as { alignment: { functionCheck: { largest: null; missing: { largest: string } } } };
    assert.equal(read.functionCheck.largest, null);
    assert.match(read.functionCheck.missing.largest, /gives a number, the other gives none/);
  });

  it('has no tag, attribute or turned text in HTML from any name of a file', () => {
    const picture: DeltaPicture = {
      ...{ height: 1, width: 2, values: Float32Array.of(1, -1) },
      ...{ covers: { rows: 1, columns: 1 }, slice: [null, null] },
    };
    const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
    const pageOf = (name: string): string =>
      comparisonHtml(
        {
          ...comparison,
          sides: { a: side(name), b: side(name) },
          lines: [{ ...line(1, 0, name, name), storage: name }],
          structure: [{ kind: 'onlyA', weight: 0, name, shape: name, reason: name }],
          aligned: alignedWith(name),
        },
        new Map([[1, picture]]),
      );
    const plain = tags(pageOf('plain')).map((tag) => tag.replaceAll('plain', ''));
    const hostile = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '\u202e', '\n', 'a', '=', '/', '`', '-', '!'),
    });
    fc.assert(
      fc.property(hostile, (name) => {
        const page = pageOf(name);
        const found = tags(page).map((tag) => tag.replace(/(of l0\/)[^"]*/, '$1'));
        assert.deepEqual(found, plain);
        assert.doesNotMatch(page, /\u202e/);
      }),
    );
  });
});

describe('the picture of a difference', () => {
  it('covers every cell that differs once, above and below zero and not finite apart', () => {
    const cells = fc.array(fc.constantFrom(0, 1, -1, 0.5, NaN, Infinity), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(cells, (list) => {
        const values = Float32Array.from(list);
        const svg = deltaSvg({
          ...{ height: 3, width: 4, values },
          ...{ covers: { rows: 1, columns: 1 }, slice: [null, null] },
        });
        const painted = Array<string>(12).fill('');
        for (const [, of = '', path = ''] of svg.matchAll(/class="(\w+)" d="([^"]*)"/g)) {
          for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
            for (let i = 0; i < Number(run); i++) {
              const at = Number(y) * 4 + Number(x) + i;
              assert.equal(painted[at], '');
              painted[at] = of[0] ?? '';
            }
          }
        }
        const wanted = [...values].map((value) =>
          !Number.isFinite(value) ? 'x' : value > 0 ? 'p' : value < 0 ? 'n' : '',
        );
        assert.deepEqual(painted, wanted);
      }),
    );
  });

  it('shows the slice of the largest difference, and of each pixel the value farthest from zero', async () => {
    const asked: object[] = [];
    const picture = await readDelta(
      {
        detail: () => Promise.resolve({ shape: [3, 3, 100, 5] }),
        tile: (key) => {
          asked.push(key);
          const ends = { min: Float32Array.of(-3, -1), max: Float32Array.of(1, 2) };
          return Promise.resolve({ height: 2, width: 1, mean: new Float32Array(2), ends });
        },
      },
      7,
      2 * 1500 + 500 + 17,
    );
    assert.deepEqual([...picture.values], [-3, 2]);
    assert.deepEqual(picture.slice, [2, 1, null, null]);
    assert.deepEqual(picture.covers, { rows: 2, columns: 1 });
    const [key] = asked as { readonly weight: number; readonly of: string }[];
    assert.deepEqual([key?.weight, key?.of], [7, 'change']);
  });
});
