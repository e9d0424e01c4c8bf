import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFormatError, ModelMismatchError } from '../../../src/core/errors';
import type { WeightValues } from '../../../src/core/format/weightSource';
import type { Edit } from '../../../src/core/model/edits/edit';
import { defaultView } from '../../../src/core/model/matrixView';
import { NodeValueStore } from '../../../src/compute/edits/nodeValueStore';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { createSession } from '../../../src/compute/session';
import type { ComputeApi } from '../../../src/protocol/compute';
import type { ChangeLine, EditRequest, MadeEdit } from '../../../src/protocol/edit';
import type { MeasureAllProgress, ValuesOf } from '../../../src/protocol/model';
import { float32, type TempModel, tempModel } from '../../support/tempModel';
import { call } from './calls';

const layer = (className: string, name: string, config: object = {}): object => ({
  class_name: className,
  config: { name, ...config },
});
const modelTopology = {
  class_name: 'Sequential',
  config: {
    name: 'sequential',
    layers: [
      layer('Dense', 'dense', { units: 3, kernel_initializer: 'glorot_uniform' }),
      layer('LSTM', 'lstm', { units: 2, unit_forget_bias: true }),
    ],
  },
};
const tensors = [
  float32('dense/kernel', [2, 3], [1, -2, 0, 4, 0, -3]),
  float32('dense/bias', [3], [0.5, NaN, Infinity]),
  float32('lstm/kernel', [1, 8], [1, 2, 3, 4, 5, 6, 7, 8]),
  float32(
    'lstm/recurrent_kernel',
    [2, 8],
    Array.from({ length: 16 }, (_, i) => i + 1),
  ),
  float32('lstm/bias', [8], [1, 1, 1, 1, 1, 1, 1, 1]),
  { name: 'steps', shape: [2], dtype: 'int32', bytes: new Uint8Array(Int32Array.of(7, 8).buffer) },
  { name: 'flags', shape: [2], dtype: 'bool', bytes: Uint8Array.of(0, 1) },
  {
    name: 'ids',
    shape: [1],
    dtype: 'int64',
    bytes: new Uint8Array(BigInt64Array.of(2n ** 60n).buffer),
  },
  { name: 'words', shape: [1], dtype: 'string', bytes: Uint8Array.of(1, 0, 0, 0, 97) },
];
const [KERNEL, BIAS, LSTM, RECURRENT, LSTM_BIAS, STEPS, FLAGS, IDS, WORDS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;
const SHAPES = tensors.map(({ shape }) => shape);

describe('editing a model', () => {
  let temp: TempModel;
  let storage: string;
  let files: NodeFiles;
  let api: ComputeApi;

  beforeEach(async () => {
    temp = await tempModel(tensors, { modelTopology });
    storage = await mkdtemp(join(tmpdir(), 'weightscope-storage-'));
    files = new NodeFiles(temp.path);
    api = createSession(files, 'model.json', {
      store: new NodeValueStore(join(storage, 'values')),
    });
    await api.open(null, call());
  });
  afterEach(async () => {
    await files.forget();
    await temp.remove();
    await rm(storage, { recursive: true, force: true });
  });

  const make = (request: EditRequest): Promise<MadeEdit> =>
    api.makeEdit({ request, quantized: null }, call());
  const edit = async (request: EditRequest): Promise<Edit> => {
    const made = await make(request);
    assert.ok('edit' in made && made.edit !== null, 'nothing would change');
    return made.edit;
  };
  const apply = async (...edits: readonly Edit[]): Promise<readonly number[]> =>
    (await api.setEdits({ edits }, call())).weights;
  const valuesOf = async (weight: number, of?: ValuesOf): Promise<WeightValues> => {
    const shape = SHAPES[weight] ?? [];
    const view = defaultView(shape);
    const rows = { start: 0, end: shape.length < 2 ? 1 : (shape[0] ?? 1) };
    const columns = { start: 0, end: shape.at(-1) ?? 1 };
    return (await api.cells({ weight, view, rows, columns, of }, call())).values;
  };
  const paste = (weight: number, text: string, row = 0, column = 0): EditRequest => {
    const view = defaultView(SHAPES[weight] ?? []);
    return { kind: 'cells', weight, view, row, column, text };
  };
  const refused = async (request: EditRequest, sentence: RegExp): Promise<void> => {
    await assert.rejects(make(request), (error) => {
      assert.ok(error instanceof ModelMismatchError, String(error));
      assert.match(error.message, sentence);
      return true;
    });
  };

  it('sets a cell, as float32 holds it, and shows it in cells, statistics, pictures and text', async () => {
    const made = await edit(paste(KERNEL, '0.1', 1, 2));
    assert.equal(made.label, 'Set dense/kernel[1, 2] to 0.1');
    const tile = async (): Promise<number[]> => {
      const level = { y: 0, x: 0 };
      const key = { weight: KERNEL, view: defaultView([2, 3]), level, tile: level };
      return [...(await api.tile(key, call())).mean];
    };
    const before = await api.measure({ weight: KERNEL }, call());
    await tile();
    assert.deepEqual(await apply(made), [KERNEL]);
    const expected = Float32Array.of(1, -2, 0, 4, 0, 0.1);
    assert.deepEqual(await valuesOf(KERNEL), expected);
    assert.deepEqual(await tile(), [...expected]);
    const { statistics } = await api.measure({ weight: KERNEL }, call());
    assert.deepEqual([before.statistics.min, statistics.min], [-3, -2]);
    const { text } = await api.text({ weight: KERNEL, as: 'json', block: null }, call());
    assert.equal(text, '[[1, -2, 0],\n [4, 0, 0.1]]');
    const all = call<MeasureAllProgress>();
    await api.measureAll(null, all);
    const line = all.seen.flatMap(({ measured }) => measured)[KERNEL];
    assert.ok(line !== undefined && 'statistics' in line);
    assert.deepEqual(line.statistics, statistics);
    assert.equal((await api.detail({ weight: KERNEL }, call())).edited, true);
    assert.equal((await api.detail({ weight: BIAS }, call())).edited, false);
  });

  it('undone, is as it was to the bit, and what was measured then is not measured again', async () => {
    const before = await api.measure({ weight: BIAS }, call());
    await apply(await edit({ kind: 'fill', weights: [BIAS], value: 3 }));
    assert.deepEqual(await valuesOf(BIAS), Float32Array.of(3, 3, 3));
    assert.equal((await api.measure({ weight: BIAS }, call())).statistics.max, 3);
    assert.deepEqual(await apply(), []);
    assert.deepEqual(await valuesOf(BIAS), Float32Array.of(0.5, NaN, Infinity));
    assert.equal(await api.measure({ weight: BIAS }, call()), before);
  });

  it('of one tensor leaves what is known of the others', async () => {
    const first = await edit(paste(KERNEL, '9'));
    await apply(first);
    const [kernel, bias] = [
      await api.measure({ weight: KERNEL }, call()),
      await api.measure({ weight: BIAS }, call()),
    ];
    const second = await edit({ kind: 'fill', weights: [LSTM], value: 1 });
    await apply(structuredClone(first), second);
    assert.equal(await api.measure({ weight: KERNEL }, call()), kernel);
    assert.equal(await api.measure({ weight: BIAS }, call()), bias);
    const lstm = await api.measure({ weight: LSTM }, call());
    await apply(first, await edit(paste(LSTM, '-5')));
    assert.notEqual(await api.measure({ weight: LSTM }, call()), lstm);
  });

  it('shows the file and the change beside what is edited', async () => {
    await apply(
      await edit(paste(KERNEL, '2\t3\n5\tNaN')),
      await edit({ kind: 'scale', weights: [LSTM_BIAS], factor: 1.5 }),
    );
    assert.deepEqual(await valuesOf(KERNEL, 'stored'), Float32Array.of(1, -2, 0, 4, 0, -3));
    assert.deepEqual(await valuesOf(KERNEL, 'change'), Float32Array.of(1, 5, 0, 1, NaN, 0));
    const view = defaultView([2, 3]);
    const level = { y: 0, x: 0 };
    const tile = await api.tile({ weight: KERNEL, view, level, tile: level, of: 'change' }, call());
    assert.deepEqual(tile.mean, Float32Array.of(1, 5, 0, 1, NaN, 0));
    const change = await api.measure({ weight: KERNEL, of: 'change' }, call());
    assert.deepEqual([change.statistics.nan, change.statistics.max], [1, 5]);
    const stored = await api.measure({ weight: KERNEL, of: 'stored' }, call());
    assert.deepEqual([stored.statistics.min, stored.statistics.nan], [-3, 0]);
    assert.equal((await api.measure({ weight: KERNEL }, call())).statistics.nan, 1);
    const untouched = await api.measure({ weight: LSTM, of: 'change' }, call());
    assert.deepEqual([untouched.statistics.min, untouched.statistics.max], [0, 0]);
    const bins = { low: 0, high: 8, bins: 2 };
    const histogram = await api.histogram({ weight: KERNEL, ...bins, of: 'change' }, call());
    assert.deepEqual([...histogram.counts], [4, 1]);
  });

  it('lists what would be saved: how many values of which tensors, and by how much', async () => {
    await apply(
      await edit(paste(KERNEL, '-0', 0, 2)),
      await edit(paste(BIAS, '1\t2\t3')),
      await edit(paste(IDS, '0')),
    );
    const told = call<{ fraction: number }>();
    const { tensors, metadata } = await api.changes(null, told);
    assert.deepEqual(metadata, []);
    const line = (weight: number, name: string, values: number): Partial<ChangeLine> => ({
      weight,
      name,
      values,
      storage: null,
    });
    assert.deepEqual(tensors, [
      { ...line(KERNEL, 'dense/kernel', 6), changed: 1, largest: 0 },
      { ...line(BIAS, 'dense/bias', 3), changed: 3, largest: 0.5 },
      { ...line(IDS, 'ids', 1), changed: 1, largest: 2 ** 60 },
    ]);
    assert.equal(told.seen.at(-1)?.fraction, 1);
    const cancelled = AbortSignal.abort();
    await assert.rejects(api.changes(null, { ...call(), signal: cancelled }), /Cancelled/);
  });

  it('pastes a block with any line ends, keeps only the cells that differ, and in a view of any order', async () => {
    const block = await edit(paste(KERNEL, '1\t7\r\n4\t-8\r\n'));
    assert.equal(block.label, 'Paste 2 × 2 values into dense/kernel');
    const [patch] = block.patches;
    assert.ok(patch?.kind === 'cells');
    assert.deepEqual([...patch.positions], [1, 4]);
    const view = { rowAxis: 1, columnAxis: 0, at: [0, 0] };
    const turned = await edit({
      kind: 'cells',
      weight: KERNEL,
      view,
      row: 1,
      column: 0,
      text: '20\t21\n30\t31',
    });
    await apply(block, turned);
    assert.deepEqual(await valuesOf(KERNEL), Float32Array.of(1, 20, 30, 4, 21, 31));
  });

  it('takes NaN and infinities for floats, and whole numbers, bools and 64-bit integers exactly', async () => {
    await apply(
      await edit(paste(BIAS, 'NaN\t-Infinity\t+1.5e-3')),
      await edit(paste(STEPS, '-2147483648\t3.0')),
      await edit(paste(FLAGS, 'true\t0')),
      await edit(paste(IDS, '-9223372036854775808')),
    );
    assert.deepEqual(await valuesOf(BIAS), Float32Array.of(NaN, -Infinity, 1.5e-3));
    assert.deepEqual(await valuesOf(STEPS), Int32Array.of(-2147483648, 3));
    assert.deepEqual(await valuesOf(FLAGS), Uint8Array.of(1, 0));
    assert.deepEqual(await valuesOf(IDS), BigInt64Array.of(-(2n ** 63n)));
  });

  it('refuses text that stands for no value, naming it and its place', async () => {
    const two = '1\t2\n3\t';
    await refused(paste(KERNEL, `${two}1,5`), /"1,5" \(line 2, column 2 .*\) holds a comma.*1\.5/);
    await refused(paste(KERNEL, '1,5'), /^"1,5" holds a comma/);
    await refused(paste(KERNEL, `${two}abc`), /"abc" \(line 2, column 2 .*\) is no number/);
    await refused(paste(KERNEL, two), /"" \(line 2, column 2 .*\) is empty/);
    await refused(paste(KERNEL, '1\t2\n3'), /Line 2 .* 1 value and line 1 has 2/);
    await refused(paste(KERNEL, '1\t2\t3', 1, 1), /1 × 3 values.*room for 1 × 2/);
    await refused(paste(KERNEL, '1e39'), /too large/);
    await refused(paste(KERNEL, '0x10'), /is no number/);
    await refused(paste(STEPS, '2147483648'), /outside of int32.*2147483647/);
    await refused(paste(STEPS, '1.5'), /no whole number.*int32/);
    await refused(paste(STEPS, 'NaN'), /cannot be held as int32/);
    await refused(paste(FLAGS, '2'), /neither true, false, 1 nor 0/);
    await refused(paste(IDS, '9223372036854775808'), /outside of int64/);
    await refused(paste(WORDS, 'b'), /words holds text/);
    await refused(paste(KERNEL, '1\t'.repeat(1_000_001)), /too many to paste/);
    assert.deepEqual(await valuesOf(KERNEL), Float32Array.of(1, -2, 0, 4, 0, -3));
  });

  it('fills and scales tensors and layers, and refuses what they cannot hold', async () => {
    const fill = await edit({ kind: 'fill', weights: [KERNEL, BIAS], value: -0 });
    assert.equal(fill.label, 'Set dense to -0');
    await apply(fill);
    assert.deepEqual(await valuesOf(BIAS), Float32Array.of(-0, -0, -0));
    const scale = await edit({ kind: 'scale', weights: [LSTM], factor: 0.1 });
    assert.equal(scale.label, 'Scale lstm/kernel by 0.1');
    await apply(scale);
    const expected = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8], (x) => x * 0.1);
    assert.deepEqual(await valuesOf(LSTM), expected);
    const both = await edit({ kind: 'fill', weights: [KERNEL, STEPS], value: 1 });
    assert.equal(both.label, 'Set 2 tensors to 1');
    await refused({ kind: 'fill', weights: [STEPS], value: 0.5 }, /steps holds int32.*0\.5/);
    await refused({ kind: 'fill', weights: [WORDS], value: 0 }, /words holds text/);
    await refused({ kind: 'fill', weights: [KERNEL], value: 1e39 }, /float32.*1e\+39/);
    await refused({ kind: 'scale', weights: [STEPS], factor: 2 }, /steps holds int32.*floats/);
    await refused({ kind: 'scale', weights: [KERNEL], factor: NaN }, /no factor/);
  });

  it('makes no edit of what would change nothing', async () => {
    const nothing = { edit: null };
    assert.deepEqual(await make(paste(KERNEL, '1\t-2\n4\t0')), nothing);
    assert.deepEqual(await make(paste(BIAS, 'NaN', 0, 1)), nothing);
    assert.deepEqual(await make({ kind: 'scale', weights: [KERNEL, BIAS], factor: 1 }), nothing);
    assert.deepEqual(await make({ kind: 'fill', weights: [LSTM_BIAS], value: 1 }), nothing);
    assert.deepEqual(await make({ kind: 'fill', weights: [], value: 1 }), nothing);
    const one = await edit({ kind: 'fill', weights: [LSTM_BIAS, LSTM], value: 1 });
    assert.deepEqual(
      one.patches.map(({ weight }) => weight),
      [LSTM],
    );
  });

  it('mutes a unit with its bias, and a unit of an LSTM in all gates and its own memory', async () => {
    const unit = await edit({ kind: 'mute', weight: KERNEL, slice: { axis: 1, index: 2 } });
    assert.equal(unit.label, 'Mute unit 2 of dense');
    // Column 5 of the LSTM's kernel is unit 1 of gate c.
    const gated = await edit({ kind: 'mute', weight: LSTM, slice: { axis: 1, index: 5 } });
    assert.equal(gated.label, 'Mute unit 1 of lstm');
    assert.deepEqual(await apply(unit, gated), [KERNEL, BIAS, LSTM, RECURRENT, LSTM_BIAS]);
    assert.deepEqual(await valuesOf(KERNEL), Float32Array.of(1, -2, 0, 4, 0, 0));
    assert.deepEqual(await valuesOf(BIAS), Float32Array.of(0.5, NaN, 0));
    assert.deepEqual(await valuesOf(LSTM), Float32Array.of(1, 0, 3, 0, 5, 0, 7, 0));
    assert.deepEqual(await valuesOf(LSTM_BIAS), Float32Array.of(1, 0, 1, 0, 1, 0, 1, 0));
    const recurrent = [...((await valuesOf(RECURRENT)) as Float32Array)];
    assert.deepEqual(
      recurrent,
      recurrent.map((_, i) => (i % 2 === 1 ? 0 : i + 1)),
    );
    await refused(
      { kind: 'mute', weight: KERNEL, slice: { axis: 0, index: 0 } },
      /dense\/kernel has no unit or filter 0 along its axis "input"/,
    );
  });

  it('keeps the edits over the same files opened again, and refuses them over others', async () => {
    const made = await edit(paste(KERNEL, '9'));
    await apply(made);
    await api.open(null, call());
    assert.equal((await valuesOf(KERNEL))[0], 9);
    const weights = [{ name: 'other', shape: [1], dtype: 'int32' }];
    const paths = ['group1-shard1of1.bin'];
    await writeFile(temp.path, JSON.stringify({ weightsManifest: [{ paths, weights }] }));
    await api.open(null, call());
    const view = defaultView([1]);
    const range = { start: 0, end: 1 };
    const { values } = await api.cells({ weight: 0, view, rows: range, columns: range }, call());
    assert.ok(values instanceof Int32Array);
    await assert.rejects(apply(made), /"Set dense\/kernel\[0, 0\] to 9" does not fit other/);
  });

  it('refuses edits that no model could have made, and keeps those of before', async () => {
    await apply(await edit(paste(KERNEL, '9')));
    const base = { label: 'restored', storage: [] };
    const cells = { kind: 'cells', weight: KERNEL } as const;
    const one = Float32Array.of(1);
    for (const patch of [
      { kind: 'constant', weight: 99, slice: null, value: 0 },
      { kind: 'constant', weight: KERNEL, slice: { axis: 2, index: 0 }, value: 0 },
      { kind: 'constant', weight: KERNEL, slice: { axis: 0, index: 2 }, value: 0 },
      { kind: 'constant', weight: STEPS, slice: null, value: 0.5 },
      { kind: 'scale', weight: STEPS, slice: null, factor: 2 },
      { ...cells, positions: Float64Array.of(6), values: one },
      { ...cells, positions: Float64Array.of(1, 0), values: Float32Array.of(1, 2) },
      { ...cells, positions: Float64Array.of(0), values: Float64Array.of(1) },
      { ...cells, positions: Float64Array.of(0, 1), values: one },
    ] as const)
      await assert.rejects(apply({ ...base, patches: [patch] }), ModelMismatchError);
    for (const file of ['../../model.json', `${randomUUID()}.values`])
      await assert.rejects(
        apply({ ...base, patches: [{ kind: 'values', weight: KERNEL, file }] }),
        (error) => error instanceof ModelFormatError && error.message.includes('dense/kernel'),
      );
    assert.equal((await valuesOf(KERNEL))[0], 9);
  });

  it('holds no more single cells than memory is meant for', async () => {
    const size = 4_000_001;
    const positions = Float64Array.from({ length: size }, (_, i) => i);
    const values = new Float32Array(size);
    const patches = [{ kind: 'cells', weight: KERNEL, positions, values } as const];
    await assert.rejects(apply({ label: '', patches, storage: [] }), /4,000,001 single cells/);
  });

  it('shows edited filters, and what became of each', async () => {
    const filters = await tempModel([float32('conv/kernel', [1, 2, 1, 2], [1, 2, 3, 4])]);
    const source = new NodeFiles(filters.path);
    try {
      const other = createSession(source, 'model.json');
      const gallery = async (of?: ValuesOf): Promise<number[]> => {
        const key = { weight: 0, input: 0, outputs: { start: 0, end: 2 }, of };
        return [...(await other.gallery(key, call())).values];
      };
      assert.deepEqual(await gallery(), [1, 3, 2, 4]);
      const slice = { axis: 3, index: 1 };
      const request = { kind: 'mute', weight: 0, slice } as const;
      const made = await other.makeEdit({ request, quantized: null }, call());
      assert.ok('edit' in made && made.edit !== null);
      await other.setEdits({ edits: [made.edit] }, call());
      assert.deepEqual(await gallery(), [1, 3, 0, 0]);
      assert.deepEqual(await gallery('stored'), [1, 3, 2, 4]);
      assert.deepEqual(await gallery('change'), [0, 0, -2, -4]);
    } finally {
      await source.forget();
      await filters.remove();
    }
  });

  it('ends with the list that was given last, also while the model is opened again', async () => {
    const first = await edit(paste(KERNEL, '8'));
    const second = await edit(paste(KERNEL, '9'));
    await Promise.all([
      apply(first),
      api.open(null, call()),
      apply(first, second),
      api.open(null, call()),
    ]);
    assert.equal((await valuesOf(KERNEL))[0], 9);
    await Promise.all([apply(first, second), apply(first), apply()]);
    assert.equal((await valuesOf(KERNEL))[0], 1);
  });

  it('refuses to edit a tensor whose file is cut off, naming both, as it could not be saved', async () => {
    await truncate(join(temp.folder, 'group1-shard1of1.bin'), 30);
    await api.open(null, call());
    const sentence =
      /dense\/bias lacks 6 of its 12 bytes: group1-shard1of1\.bin ends .* Restore the file/;
    await refused({ kind: 'scale', weights: [BIAS], factor: 2 }, sentence);
    await refused({ kind: 'fill', weights: [KERNEL, BIAS], value: 0 }, sentence);
    await refused(paste(BIAS, '1\t2\t3'), sentence);
    await apply(await edit({ kind: 'fill', weights: [KERNEL], value: 0 }));
    assert.deepEqual(await valuesOf(KERNEL), new Float32Array(6));
  });

  it('counts all values of an edited tensor as changed whose file was cut off since', async () => {
    await apply(await edit({ kind: 'fill', weights: [KERNEL], value: 0 }));
    await truncate(join(temp.folder, 'group1-shard1of1.bin'), 4);
    await api.open(null, call());
    assert.deepEqual(await valuesOf(KERNEL), new Float32Array(6));
    const [line] = (await api.changes(null, call())).tensors;
    assert.deepEqual([line?.changed, line?.largest], [6, null]);
  });

  it('draws tensors anew, the same for the same seed, in a file that stays', async () => {
    const request = (seed: number): EditRequest => ({
      kind: 'initialise',
      weights: [KERNEL],
      seed,
    });
    const seven = await edit(request(7));
    assert.equal(seven.label, 'Initialise dense/kernel (seed 7)');
    await apply(seven);
    const values = [...((await valuesOf(KERNEL)) as Float32Array)];
    const limit = Math.sqrt(6 / (2 + 3));
    assert.ok(values.every((value) => Math.abs(value) <= limit));
    assert.equal(new Set(values).size, 6);
    assert.deepEqual(await make(request(7)), { edit: null });
    const eight = await edit(request(8));
    await apply(eight);
    assert.notDeepEqual([...((await valuesOf(KERNEL)) as Float32Array)], values);
    await apply();
    await apply(await edit(request(7)));
    assert.deepEqual([...((await valuesOf(KERNEL)) as Float32Array)], values);
    const names = await readdir(join(storage, 'values'));
    assert.ok(names.every((name) => name.endsWith('.values')));
  });

  it('opens the forget gates of an LSTM that is drawn anew, and says which tensors it cannot draw', async () => {
    const bias = await edit({ kind: 'initialise', weights: [LSTM_BIAS], seed: 1 });
    assert.equal(bias.label, 'Initialise lstm/bias');
    await apply(bias);
    assert.deepEqual(await valuesOf(LSTM_BIAS), Float32Array.of(0, 0, 1, 1, 0, 0, 0, 0));
    const all = [LSTM, LSTM_BIAS];
    await refused({ kind: 'initialise', weights: all, seed: 1 }, /how lstm\/kernel begins/);
    await refused({ kind: 'initialise', weights: [KERNEL], seed: 0.5 }, /seed/);
    assert.equal((await api.detail({ weight: KERNEL }, call())).initializer, 'glorot_uniform');
    assert.equal((await api.detail({ weight: LSTM }, call())).initializer, null);
  });
});
