import assert from 'node:assert/strict';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelMismatchError } from '../../../src/core/errors';
import { injectMethods } from '../../../src/compute/inject/injectMethods';
import { openModelSource } from '../../../src/compute/inject/modelSource';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { OpenedModel } from '../../../src/compute/openedModel';
import { Turns } from '../../../src/compute/turns';
import type { Rule } from '../../../src/core/inject/rule';
import type { ApplyRequest, InjectApi, InjectStep, PlanLine } from '../../../src/protocol/inject';
import { MemoryValueStore } from '../../support/memoryValueStore';
import { float32, type TempModel, tempModel, type TempTensor } from '../../support/tempModel';
import { call } from './calls';

const COPY: Rule = { kind: 'copy' };

describe('injecting from files', () => {
  const temps: TempModel[] = [];
  const opened: NodeFiles[] = [];
  let store: MemoryValueStore;

  beforeEach(() => {
    store = new MemoryValueStore();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((files) => files.forget()));
    await Promise.all(temps.splice(0).map((temp) => temp.remove()));
  });

  async function saved(tensors: readonly TempTensor[], options = {}): Promise<TempModel> {
    const temp = await tempModel(tensors, options);
    temps.push(temp);
    return temp;
  }

  function into(target: TempModel): InjectApi {
    const model = OpenedModel.open(open(target.path), 'model.json');
    return injectMethods({
      model: () => model,
      turns: new Turns(),
      store,
      openSource: ({ path }) => openModelSource(open(path ?? ''), 'model.json'),
    });
  }

  function open(path: string): NodeFiles {
    const files = new NodeFiles(path);
    opened.push(files);
    return files;
  }

  async function add(api: InjectApi, source: TempModel, label = 'source/model.json') {
    const request = { path: source.path, uri: '', fileName: 'model.json', label };
    return api.addSource(request, call());
  }

  function step(
    line: PlanLine | undefined,
    rule = COPY,
    rest: Partial<InjectStep> = {},
  ): InjectStep {
    assert.ok(line?.from);
    return {
      target: line.target.weight,
      source: line.from.source,
      weight: line.from.weight,
      by: line.from.by,
      rule,
      base: line.base,
      overlap: false,
      ...rest,
    };
  }

  const apply = (steps: readonly InjectStep[], rest: Partial<ApplyRequest> = {}): ApplyRequest => ({
    target: 'target/model.json',
    steps,
    base: null,
    skipped: [],
    quantized: 'float32',
    keepReceipt: false,
    ...rest,
  });

  it('copies all tensors into one edit and gives a receipt', async () => {
    const api = into(
      await saved([float32('a/kernel', [2, 2], [1, 2, 3, 4]), float32('a/bias', [2], [0, 0])]),
    );
    const source = await add(
      api,
      await saved([float32('a/bias', [2], [5, 6]), float32('a/kernel', [2, 2], [7, NaN, -0, 8])]),
    );
    assert.equal(source.weights, 2);
    const { lines, staleOptimizer } = await api.plan({ sources: [source.id], base: null }, call());
    assert.equal(staleOptimizer, null);
    const { edit, receipt } = await api.inject(apply(lines.map((line) => step(line))), call());
    assert.equal(edit?.label, 'Inject from source/model.json');
    assert.deepEqual(edit.patches, [
      { kind: 'values', weight: 0, file: 'file 0' },
      { kind: 'values', weight: 1, file: 'file 1' },
    ]);
    assert.deepEqual(store.files.get('file 0'), Float32Array.of(7, NaN, -0, 8));
    assert.match(receipt, /2 weights changed, 0 left alone/);
    assert.match(
      receipt,
      /\| `a\/kernel` \| 2 × 2 \| `a\/kernel` \| name \| `source` \| 4 of 4 \| 5\.47723 \| 10\.6301 \|/,
    );
  });

  it('keeps the receipt in userDefinedMetadata when asked to, and refuses where the file has no place for it', async () => {
    const target = await saved([float32('a/kernel', [2], [3, 4])]);
    const api = into(target);
    const { id } = await add(api, await saved([float32('a/kernel', [2], [0, 1])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const request = apply(
      lines.map((line) => step(line)),
      { keepReceipt: true, skipped: [{ target: 0, reason: 'Because.' }] },
    );
    const { edit } = await api.inject(request, call());
    const [{ key, value } = { key: '', value: undefined }, ...others] = edit?.metadata ?? [];
    assert.deepEqual(others, []);
    const { date, ...rest } = value as { date: string };
    assert.equal(key, `weightscope.injection.${date}`);
    assert.equal(new Date(date).toISOString(), date);
    assert.deepEqual(rest, {
      sources: ['source/model.json'],
      copied: [
        {
          target: 'a/kernel',
          source: 'a/kernel',
          matchedBy: 'name',
          rule: 'source',
          changed: 2,
          values: 2,
          normBefore: 5,
          normAfter: 1,
        },
      ],
      skipped: [{ target: 'a/kernel', reason: 'Because.' }],
    });
    const text = await readFile(target.path, 'utf8');
    await writeFile(target.path, text.replace('{', '{"userDefinedMetadata": "mine",'));
    const other = into(target);
    await add(other, await saved([float32('a/kernel', [2], [0, 1])]));
    await assert.rejects(other.inject(request, call()), /userDefinedMetadata .* is no object/);
  });

  it('makes no edit when a copy of the model itself is injected by any rule', async () => {
    const tensors = [
      float32('a/kernel', [2, 2], [1, -0, NaN, 4]),
      float32('a/bias', [2], [0.1, 0.3]),
      { name: 'a/steps', shape: [1], dtype: 'int32', bytes: Uint8Array.of(1, 0, 0, 0) },
    ];
    const api = into(await saved(tensors));
    const { id } = await add(api, await saved(tensors));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const { edit, receipt } = await api.inject(apply(lines.map((line) => step(line))), call());
    assert.equal(edit, null);
    assert.match(receipt, /0 weights changed, 3 held the same values already/);
    assert.equal(store.files.size, 0);
  });

  it('slerps a tensor as one vector, after a pass over both', async () => {
    const api = into(await saved([float32('a/kernel', [2], [2, 0])]));
    const { id } = await add(api, await saved([float32('a/kernel', [2], [0, 1])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const rule: Rule = { kind: 'slerp', amount: 0.5 };
    const { edit } = await api.inject(apply([step(lines[0], rule)]), call());
    assert.equal(edit?.patches.length, 1);
    assert.deepEqual(
      store.files.get('file 0'),
      Float32Array.of(1.4142135623730951, 0.7071067811865476),
    );
  });

  it('refuses a slerp of zeros with the name of the tensor, and writes nothing', async () => {
    const api = into(await saved([float32('a/kernel', [2], [0, 0])]));
    const { id } = await add(api, await saved([float32('a/kernel', [2], [0, 1])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    await assert.rejects(
      api.inject(apply([step(lines[0], { kind: 'slerp', amount: 0.5 })]), call()),
      (error) =>
        error instanceof ModelMismatchError &&
        /a\/kernel: Slerp .* target is all zeros/.test(error.message),
    );
    assert.equal(store.files.size, 0);
  });

  it('adds the difference of a source from its base', async () => {
    const api = into(await saved([float32('a/kernel', [2], [10, 20])]));
    const tuned = await add(api, await saved([float32('a/kernel', [2], [3, 5])]), 'tuned');
    const base = await add(api, await saved([float32('a/kernel', [2], [1, 1])]), 'base');
    const rule: Rule = { kind: 'difference', factor: 0.5 };
    const { lines } = await api.plan({ sources: [tuned.id], base: base.id }, call());
    const { edit, receipt } = await api.inject(
      apply([step(lines[0], rule)], { base: base.id }),
      call(),
    );
    assert.equal(edit?.label, 'Inject from tuned');
    assert.deepEqual(store.files.get('file 0'), Float32Array.of(11, 22));
    assert.match(receipt, /with `base` as the base/);
    const without = await api.plan({ sources: [tuned.id], base: null }, call());
    await assert.rejects(
      api.inject(apply([step(without.lines[0], rule)]), call()),
      /needs the weight of a base model/,
    );
  });

  it('copies the classes that both have, with the bias beside, and leaves the rest alone', async () => {
    const head = (classes: number): object => ({
      class_name: 'Sequential',
      config: {
        name: 'm',
        layers: [
          {
            class_name: 'Dense',
            config: { name: 'd', units: classes, batch_input_shape: [null, 2] },
          },
        ],
      },
    });
    const dense = (classes: number, first: number): TempTensor[] => [
      float32(
        'd/kernel',
        [2, classes],
        Array.from({ length: 2 * classes }, (_, i) => first + i),
      ),
      float32(
        'd/bias',
        [classes],
        Array.from({ length: classes }, (_, i) => -first - i),
      ),
    ];
    const api = into(await saved(dense(3, 1), { modelTopology: head(3) }));
    const source = await saved(dense(2, 100), { modelTopology: head(2) });
    const { id } = await add(api, source);
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const steps = lines.map((line) => step(line, COPY, { overlap: true }));
    const { receipt } = await api.inject(apply(steps), call());
    assert.deepEqual(store.files.get('file 0'), Float32Array.of(100, 101, 3, 102, 103, 6));
    assert.deepEqual(store.files.get('file 1'), Float32Array.of(-100, -101, -3));
    assert.match(receipt, /`source`, the first 2 classes only/);
  });

  it('reads the overlap of large tensors piece by piece, the same as in one', async () => {
    const rows = (count: number, width: number, first: number): number[] =>
      Array.from({ length: count * width }, (_, i) => first + (i % 977));
    const [target, source] = [rows(1_000, 600, 0), rows(900, 600, 5_000)];
    const topology = (tokens: number): object => ({
      class_name: 'Sequential',
      config: {
        layers: [{ class_name: 'Embedding', config: { name: 'e', input_dim: tokens } }],
      },
    });
    const api = into(
      await saved([float32('e/embeddings', [1_000, 600], target)], {
        modelTopology: topology(1_000),
      }),
    );
    const { id } = await add(
      api,
      await saved([float32('e/embeddings', [900, 600], source)], { modelTopology: topology(900) }),
    );
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    await api.inject(apply([step(lines[0], COPY, { overlap: true })]), call());
    const expected = Float32Array.from([...source, ...target.slice(source.length)]);
    assert.deepEqual(store.files.get('file 0'), expected);
    assert.ok(store.largestPiece < expected.length);
  });

  it('previews what would change over one range for both histograms', async () => {
    const api = into(await saved([float32('a/kernel', [4], [0, 0, 3, 4])]));
    const { id } = await add(api, await saved([float32('a/kernel', [4], [0, 0, 0, -4])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const preview = await api.previewStep(
      { step: step(lines[0]), base: null, quantized: 'float32' },
      call(),
    );
    assert.equal(preview.normBefore, 5);
    assert.equal(preview.normAfter, 4);
    assert.equal(preview.changed, 2);
    assert.equal(preview.relativeChange, Math.sqrt(9 + 64) / 5);
    assert.deepEqual([preview.before?.low, preview.after?.high], [-4, 4]);
    assert.equal(
      preview.after?.counts.reduce((sum, n) => sum + n, 0),
      4,
    );
    assert.equal(store.files.size, 0);
  });

  it('offers only the good tensors of a truncated source and names the others', async () => {
    const tensors = [float32('a/kernel', [2], [1, 2]), float32('a/bias', [2], [3, 4])];
    const api = into(await saved(tensors));
    const broken = await saved(tensors);
    await truncate(join(broken.folder, 'group1-shard1of1.bin'), 12);
    const { id, weights, problems } = await add(api, broken);
    assert.equal(weights, 1);
    assert.match(problems.join('\n'), /a\/bias/);
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    assert.deepEqual(
      lines.map(({ include }) => include),
      [true, false],
    );
    assert.match(lines[1]?.reason ?? '', /a\/bias/);
  });

  it('puts nothing into a truncated tensor, which could not be saved', async () => {
    const tensors = [float32('a/kernel', [2], [1, 2]), float32('a/bias', [2], [3, 4])];
    const target = await saved(tensors);
    await truncate(join(target.folder, 'group1-shard1of1.bin'), 12);
    const api = into(target);
    const { id } = await add(api, await saved([float32('a/bias', [2], [5, 6])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const bias = lines.find(({ target: { name } }) => name === 'a/bias');
    await assert.rejects(
      api.inject(apply([step(bias)]), call()),
      /a\/bias lacks 4 of its 8 bytes: group1-shard1of1\.bin ends/,
    );
    assert.equal(store.files.size, 0);
  });

  it('refuses a source of which nothing can be read', async () => {
    const tensors = [float32('a/kernel', [2], [1, 2])];
    const broken = await saved(tensors);
    await truncate(join(broken.folder, 'group1-shard1of1.bin'), 0);
    await assert.rejects(
      add(into(await saved(tensors)), broken),
      /has no weights that can be read/,
    );
  });

  it('copies text, and numbers of other types only as they are', async () => {
    const text = (letter: number): TempTensor => ({
      name: 'labels',
      shape: [2],
      dtype: 'string',
      bytes: Uint8Array.of(1, 0, 0, 0, 97, 1, 0, 0, 0, letter),
    });
    const whole = (value: number): TempTensor => ({
      name: 'steps',
      shape: [1],
      dtype: 'int32',
      bytes: Uint8Array.of(value, 0, 0, 0),
    });
    const api = into(await saved([text(98), whole(1)]));
    const { id } = await add(api, await saved([text(99), whole(2)]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const { edit } = await api.inject(apply(lines.map((line) => step(line))), call());
    assert.deepEqual(edit?.patches[0], {
      kind: 'cells',
      weight: 0,
      positions: Float64Array.of(1),
      values: ['c'],
    });
    assert.deepEqual(store.files.get('file 0'), Int32Array.of(2));
    await assert.rejects(
      api.inject(apply([step(lines[1], { kind: 'blend', amount: 0.5 })]), call()),
      /int32 is only copied/,
    );
  });

  it('lists what may be chosen by hand, the fitting first, and plans that choice', async () => {
    const api = into(await saved([float32('a/kernel', [2], [1, 2])]));
    const { id } = await add(
      api,
      await saved([float32('x/kernel', [3], [1, 2, 3]), float32('y/kernel', [2], [8, 9])]),
    );
    const found = await api.candidates({ target: 0, sources: [id] }, call());
    assert.deepEqual(
      found.map(({ name, reason }) => [name, reason]),
      [
        ['y/kernel', null],
        ['x/kernel', 'The shape differs: 2 here, 3 there.'],
      ],
    );
    const line = await api.planLine({ target: 0, source: id, weight: 1, base: null }, call());
    assert.deepEqual([line.include, line.from?.by], [true, 'hand']);
  });

  it('rounds to what the file will hold, so that what is shown is what is saved', async () => {
    const half = (bits: number): TempTensor => ({
      name: 'a/kernel',
      shape: [1],
      dtype: 'bfloat16',
      bytes: new Uint8Array(Uint16Array.of(bits).buffer),
    });
    const api = into(await saved([half(0x3f80)]));
    const { id } = await add(api, await saved([float32('a/kernel', [1], [1.0041])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    assert.deepEqual(lines[0]?.warnings, ['float32 becomes bfloat16.']);
    await api.inject(apply([step(lines[0])]), call());
    assert.deepEqual(store.files.get('file 0'), Float32Array.of(1.0078125));
  });

  it('asks for a quantized target how it is to be stored', async () => {
    const quantized = await saved([
      { name: 'a/kernel', shape: [2], dtype: 'float32', bytes: Uint8Array.of(0, 255) },
    ]);
    const json = (await readFile(quantized.path, 'utf8')).replace(
      '"dtype":"float32"',
      '"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}',
    );
    await writeFile(quantized.path, json);
    const api = into(quantized);
    const { id } = await add(api, await saved([float32('a/kernel', [2], [0.25, 7])]));
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    assert.equal(lines[0]?.quantized, true);
    const request = apply([step(lines[0])], { quantized: 'requantize' });
    const { edit } = await api.inject(request, call());
    assert.deepEqual(edit?.storage, [{ weight: 0, as: 'requantize' }]);
    const broken = await add(api, await saved([float32('a/kernel', [2], [NaN, 7])]));
    const other = await api.plan({ sources: [broken.id], base: null }, call());
    await assert.rejects(
      api.inject(apply([step(other.lines[0])], { quantized: 'requantize' }), call()),
      /a\/kernel: the new values hold NaN or infinities/,
    );
  });
});
