import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import { parseManifest } from '../../../src/core/format/parseManifest';
import { totalBytes } from '../../../src/core/format/totalBytes';
import type { WeightEntry } from '../../../src/core/format/weightEntry';

function entriesOf(...weights: Json[]): readonly WeightEntry[] {
  return parseManifest([{ paths: ['w.bin'], weights }], 'model.json').entries;
}

function entryOf(weight: Json): WeightEntry {
  const [entry] = entriesOf(weight);
  assert.ok(entry);
  return entry;
}

const kernel = { name: 'd/kernel', shape: [2, 3], dtype: 'float32' };
const uint8 = { dtype: 'uint8', scale: 0.5, min: -1 };

describe('the weights manifest', () => {
  it('numbers weights over all groups and knows their bytes', () => {
    const json = [
      { paths: ['a'], weights: [kernel, { name: 'd/bias', shape: [3], dtype: 'float32' }] },
      {
        paths: ['./b', 'c'],
        weights: [
          {
            name: 'q',
            shape: [4],
            dtype: 'float32',
            quantization: { ...uint8, original_dtype: 'float32' },
          },
          { name: 'Adam/m', shape: [], dtype: 'int32', group: 'optimizer' },
          { name: 's', shape: [2], dtype: 'string' },
        ],
      },
    ];
    const manifest = parseManifest(json, 'model.json');
    assert.deepEqual(manifest.problems, []);
    assert.deepEqual(manifest.groups, [
      { paths: ['a'], entries: [0, 1] },
      { paths: ['./b', 'c'], entries: [2, 3, 4] },
    ]);
    const { entries } = manifest;
    assert.deepEqual(
      entries.map(({ byteLength }) => byteLength),
      [24, 12, 4, 4, undefined],
    );
    assert.deepEqual(
      entries.map(({ group }) => group),
      [0, 0, 1, 1, 1],
    );
    assert.deepEqual(
      entries.map(({ size }) => size),
      [6, 3, 4, 1, 2],
    );
    assert.deepEqual(
      entries.map(({ problem }) => problem),
      Array(5).fill(undefined),
    );
    assert.equal(entries[3]?.variableGroup, 'optimizer');
    const { quantization } = entries[2] ?? {};
    assert.deepEqual(quantization, { ...uint8, originalDType: 'float32' });
    assert.equal(totalBytes(manifest.entries), 44);
  });

  it('is empty without a word where a model has structure only', () => {
    for (const absent of [undefined, null, []]) {
      const { groups, entries, problems } = parseManifest(absent, 'model.json');
      assert.deepEqual([groups, entries, problems], [[], [], []]);
    }
  });

  for (const [what, entry, byteLength] of [
    ['a tensor of no elements', { ...kernel, shape: [0, 5] }, 0],
    ['a scalar', { ...kernel, shape: [] }, 4],
    ['zero times sizes that overflow alone', { ...kernel, shape: [2 ** 52, 2 ** 52, 0] }, 0],
    ['quantization: null', { ...kernel, quantization: null }, 24],
    ['int32 quantized to uint8', { ...kernel, dtype: 'int32', quantization: uint8 }, 6],
    ['float16 quantization', { ...kernel, quantization: { dtype: 'float16' } }, 12],
    ['raw float16', { ...kernel, dtype: 'float16' }, 12],
    ['raw int64', { ...kernel, dtype: 'int64' }, 48],
    ['complex64', { ...kernel, dtype: 'complex64' }, 48],
    ['a scale of zero', { ...kernel, quantization: { ...uint8, scale: 0 } }, 6],
  ] as const) {
    it(`reads ${what}`, () => {
      const { problem, byteLength: found, unreadable } = entryOf(entry);
      assert.deepEqual([problem, found, unreadable ?? false], [undefined, byteLength, false]);
    });
  }

  for (const [what, change, expected, byteLength] of [
    ['negative shape', { shape: [3, -1] }, 'd/kernel has the impossible shape [3, -1].', undefined],
    ['fractional shape', { shape: [1.5] }, 'd/kernel has the impossible shape [1.5].', undefined],
    ['shape of text', { shape: ['3'] }, 'the impossible shape ["3"]', undefined],
    ['shape that nests', { shape: [[3]] }, 'the impossible shape [[…]]', undefined],
    ['no shape', { shape: null }, 'has null for a shape', undefined],
    ['shape 1e400', { shape: [Infinity] }, 'the impossible shape [Infinity]', undefined],
    ['huge size', { shape: [1e30] }, 'the impossible shape [1e+30]', undefined],
    ['overflowing product', { shape: [2 ** 30, 2 ** 30] }, 'too many to count exactly', undefined],
    ['overflowing bytes', { shape: [2 ** 51] }, 'too many to count exactly', undefined],
    ['rank 33', { shape: Array<number>(33).fill(1) }, 'has 33 dimensions', undefined],
    ['unknown dtype', { dtype: 'float8' }, 'has the unknown dtype "float8"', undefined],
    ['inherited dtype', { dtype: 'constructor' }, 'has the unknown dtype "constructor"', undefined],
    ['no dtype', { dtype: null }, 'has the unknown dtype null', undefined],
    ['text for quantization', { quantization: 'uint8' }, 'has the quantization "uint8"', undefined],
    ['unknown quantization', { quantization: { dtype: 'int4' } }, 'dtype "int4"', undefined],
    ['scale NaN', { quantization: { ...uint8, scale: NaN } }, 'with NaN for its scale', 6],
    ['scale as text', { quantization: { ...uint8, scale: '1' } }, 'with "1" for its scale', 6],
    ['infinite min', { quantization: { ...uint8, min: Infinity } }, 'with Infinity for its min', 6],
    ['no scale', { quantization: { dtype: 'uint16', min: 0 } }, 'with nothing for its scale', 12],
    ['no min', { quantization: { dtype: 'uint8', scale: 1 } }, 'with nothing for its min', 6],
    [
      'float16 of int32',
      { dtype: 'int32', quantization: { dtype: 'float16' } },
      'is "int32" quantized to float16',
      12,
    ],
    ['quantized bool', { dtype: 'bool', quantization: uint8 }, 'is "bool" quantized to uint8', 6],
    ['quantized string', { dtype: 'string', quantization: uint8 }, 'is "string" quantized', 6],
  ] as const) {
    it(`says what is wrong with a tensor of ${what}, and whether the next can be found`, () => {
      const entry = entryOf({ ...kernel, ...change });
      assert.ok(entry.problem?.includes(expected), entry.problem);
      assert.match(
        entry.problem ?? '',
        /Correct its entry in model\.json or save the model again\.$/,
      );
      assert.equal(entry.unreadable, true);
      assert.equal(entry.byteLength, byteLength);
    });
  }

  it('names duplicates, unnamed weights and entries that are none, and keeps what can be read', () => {
    const entries = entriesOf(
      kernel,
      kernel,
      { ...kernel, name: 7 },
      { shape: [1], dtype: 'bool' },
      5,
    );
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['d/kernel', 'd/kernel', 'unnamed 2', 'unnamed 3', 'unnamed 4'],
    );
    assert.deepEqual(
      entries.map(({ byteLength }) => byteLength),
      [24, 24, 24, 1, undefined],
    );
    assert.deepEqual(
      entries.map(({ unreadable }) => unreadable ?? false),
      [false, false, false, false, true],
    );
    assert.equal(entries[0]?.problem, undefined);
    assert.match(
      entries[1]?.problem ?? '',
      /^d\/kernel appears twice in the manifest, of which TensorFlow\.js keeps the last\./,
    );
    assert.match(entries[2]?.problem ?? '', /^unnamed 2 has 7 for a name/);
    assert.match(entries[3]?.problem ?? '', /^unnamed 3 has nothing for a name/);
    assert.match(entries[4]?.problem ?? '', /^unnamed 4 is 5 where an entry is needed/);
  });

  for (const [what, json, expected] of [
    [
      'that is no list',
      { paths: [] },
      /^model\.json has \{…\} for its weightsManifest where a list is needed/,
    ],
    ['with a group that is none', [3], /has 3 for group 1 of its weightsManifest/],
    ['with a group without weights', [{ paths: [] }], /lists no weights in group 1/],
    ['with a group without files', [{ weights: [kernel] }], /lists no files in group 1/],
    [
      'with a path that is none',
      [{ paths: [1], weights: [] }],
      /group 1 of its weightsManifest: 1 is no file path/,
    ],
    ['with a path that leads away', [{ paths: ['../x'], weights: [] }], /"\.\.\/x" leads outside/],
  ] as const) {
    it(`says what is wrong with one ${what}`, () => {
      const { problems } = parseManifest(json, 'model.json');
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', expected);
      assert.match(problems[0] ?? '', /Correct it or save the model again\.$/);
    });
  }

  it('keeps sentences short and harmless, whatever a name holds', () => {
    const name = `<img src=x>\u202Etxt\n${'x'.repeat(10_000)}`;
    const entry = entryOf({ ...kernel, name, dtype: 'y'.repeat(10_000) });
    assert.equal(entry.name, name);
    assert.ok((entry.problem ?? '').length < 700);
    assert.ok(entry.problem?.startsWith('<img src=x>\\u202etxt\\u000axxx'));
  });

  it('lists no more problems than anyone reads', () => {
    const { problems, groups } = parseManifest(Array<Json>(5000).fill(0), 'model.json');
    assert.equal(groups.length, 5000);
    assert.equal(problems.length, 101);
    assert.match(problems[100] ?? '', /^4900 more problems/);
  });

  it('of 200,000 weights takes no time that grows with their square', () => {
    const weights = Array.from({ length: 200_000 }, (_, i) => ({
      ...kernel,
      name: `layer_${i}/kernel`,
    }));
    const start = performance.now();
    const { entries } = parseManifest([{ paths: ['w.bin'], weights }], 'model.json');
    assert.equal(entries.length, 200_000);
    // Measured: 8 ms for 20,000, as long as JSON.parse takes. Comparing all pairs would take minutes.
    assert.ok(performance.now() - start < 5000);
  });

  it('of more than a million weights is shown as far as that, and says so', () => {
    const { entries, problems } = parseManifest(
      [{ paths: [], weights: Array<Json>(1_000_002).fill(0) }],
      'model.json',
    );
    assert.equal(entries.length, 1_000_000);
    assert.equal(problems.at(-1), 'model.json lists 1000002 weights; the first 1000000 are shown.');
  });
});
