import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ModelMismatchError } from '../../../../src/core/errors';
import { roundToFloat16 } from '../../../../src/core/format/roundHalf';
import type { WeightValues } from '../../../../src/core/format/weightSource';
import type { Edit, QuantizedStorage } from '../../../../src/core/model/edits/edit';
import { NodeValueStore } from '../../../../src/compute/edits/nodeValueStore';
import { createSession } from '../../../../src/compute/session';
import { CancelledError } from '../../../../src/protocol/channel';
import type { ComputeApi } from '../../../../src/protocol/compute';
import type { MadeValues } from '../../../../src/protocol/values';
import { encodeModel, encodeNumbers } from '../../../support/encodeModel';
import { MemoryFiles } from '../../../support/memoryFiles';
import { call } from '../calls';

const [KERNEL, HALVES, BYTES, HALF_BYTES, DOUBLES, STEPS, WORDS] = [0, 1, 2, 3, 4, 5, 6] as const;
const BYTE = { dtype: 'uint8', scale: 0.5, min: -1 };

/** More than two of the pieces in which values are gone over. */
const LARGE = 600_000;

function tensors(): Parameters<typeof encodeModel>[0][number]['tensors'] {
  const kernel = Array.from({ length: LARGE }, (_, i) => i % 1000);
  const one = (name: string, dtype: string, bytes: Uint8Array, quantization?: object) => ({
    name,
    shape: [3],
    dtype,
    bytes,
    ...(quantization === undefined ? {} : { quantization: quantization as never }),
  });
  return [
    {
      name: 'kernel',
      shape: [LARGE],
      dtype: 'float32',
      bytes: new Uint8Array(Float32Array.from(kernel).buffer),
    },
    one('halves', 'float16', encodeNumbers('uint16', [0x3c00, 0, 0xc000])),
    one('bytes', 'float32', Uint8Array.of(0, 2, 4), BYTE),
    one('half bytes', 'float32', encodeNumbers('uint16', [0x3c00, 0, 0xc000]), {
      dtype: 'float16',
    }),
    one('doubles', 'float64', new Uint8Array(Float64Array.of(0.1, 0.2, 0.3).buffer)),
    one('steps', 'int32', new Uint8Array(Int32Array.of(7, 8, 9).buffer)),
    one('words', 'string', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
  ];
}

describe('values that a training process brings back', () => {
  let folder: string;
  let api: ComputeApi;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-values-'));
    const { manifest, files } = encodeModel([{ shardSizes: [], tensors: tensors() }]);
    const json = { weightsManifest: manifest, userDefinedMetadata: { kept: 1 } };
    files.set('model.json', new TextEncoder().encode(JSON.stringify(json)));
    const memory = new MemoryFiles(files);
    api = createSession(
      {
        size: (path) => memory.size(path),
        read: (path, offset, length) => memory.read(path, offset, length),
        forget: () => Promise.resolve(),
      },
      'model.json',
      { store: new NodeValueStore(folder) },
    );
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const begin = async (): Promise<number> => {
    const { draft } = await api.beginValues({ label: 'Retrain 2 epochs' }, call());
    return draft;
  };
  const add = (draft: number, weight: number, values: WeightValues): Promise<null> =>
    api.addValues({ draft, weight, values }, call());
  const end = (draft: number, quantized: QuantizedStorage | null = null): Promise<MadeValues> =>
    api.endValues({ draft, metadata: [], quantized }, call());
  const made = async (draft: number, quantized: QuantizedStorage | null = null): Promise<Edit> => {
    const result = await end(draft, quantized);
    assert.ok('edit' in result && result.edit !== null);
    await api.setEdits({ edits: [result.edit] }, call());
    return result.edit;
  };
  const valuesOf = (weight: number, count = 3): Promise<WeightValues> =>
    api.values({ weight, start: 0, end: count }, call());
  const files = (): Promise<string[]> => readdir(folder);

  it('become one edit, to the bit, whatever the pieces in which they come', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: LARGE - 1 }), { maxLength: 4 }),
        fc.integer({ min: 0, max: LARGE - 1 }),
        async (cuts, from) => {
          await api.setEdits({ edits: [] }, call());
          const values = (await valuesOf(KERNEL, LARGE)).slice() as Float32Array;
          for (let i = from; i < LARGE; i++) values[i] = i / 3;
          const draft = await begin();
          const ends = [...cuts.sort((a, b) => a - b), LARGE];
          let start = 0;
          for (const cut of ends) {
            await add(draft, KERNEL, values.slice(start, cut));
            start = cut;
          }
          const { label, patches } = await made(draft);
          assert.equal(label, 'Retrain 2 epochs');
          assert.deepEqual(
            patches.map(({ kind, weight }) => [kind, weight]),
            [['values', KERNEL]],
          );
          assert.deepEqual(await valuesOf(KERNEL, LARGE), values);
        },
      ),
      { numRuns: 8 },
    ));

  it('leave frozen layers out, which cost no disk either', async () => {
    const draft = await begin();
    for (const weight of [HALVES, BYTES, HALF_BYTES])
      await add(draft, weight, await valuesOf(weight));
    await add(draft, DOUBLES, Float32Array.of(0.1, 0.2, 0.3));
    await add(draft, STEPS, Float32Array.of(7, 8, 9));
    assert.deepEqual(await files(), []);
    const result = await end(draft);
    assert.ok('edit' in result);
    assert.equal(result.edit, null);
    assert.deepEqual(
      result.tensors.map(({ name, changed, as }) => [name, changed, as]),
      ['halves', 'bytes', 'half bytes', 'doubles', 'steps'].map((name) => [name, 0, null]),
    );
  });

  it('are rounded to what a float16 tensor holds, which is said', async () => {
    const draft = await begin();
    await add(draft, HALVES, Float32Array.of(0.1, 1, 2));
    const result = await end(draft);
    assert.ok('edit' in result && result.edit !== null);
    assert.deepEqual(result.tensors, [
      {
        ...{ weight: HALVES, name: 'halves', rounded: true, as: null, values: 3, changed: 3 },
        normBefore: Math.hypot(1, 2),
        normAfter: Math.hypot(roundToFloat16(0.1), 1, 2),
        relativeChange: Math.hypot(roundToFloat16(0.1) - 1, 1, 4) / Math.hypot(1, 2),
      },
    ]);
    await api.setEdits({ edits: [result.edit] }, call());
    assert.deepEqual(await valuesOf(HALVES), Float32Array.of(roundToFloat16(0.1), 1, 2));
  });

  it('keep the digits of float64 where they are those of before, and take the others as they are', async () => {
    const draft = await begin();
    await add(draft, DOUBLES, Float32Array.of(0.1, 0.5, 0.3));
    await made(draft);
    assert.deepEqual(await valuesOf(DOUBLES), Float64Array.of(0.1, 0.5, 0.3));
  });

  it('for quantized tensors ask how they are stored, once for all of them, and only if they change', async () => {
    const draft = await begin();
    await add(draft, BYTES, Float32Array.of(-1, 0.1, 1));
    await add(draft, HALF_BYTES, Float32Array.of(1, 0.1, -2));
    const asked = await end(draft);
    assert.ok('quantized' in asked && 'largest' in asked.error && asked.error.largest !== null);
    assert.deepEqual(asked.quantized, ['bytes', 'half bytes']);
    assert.ok(
      Math.abs(asked.error.largest - 1 / 255) < 1e-6,
      'half of a step of uint8 over -1 to 1',
    );
    const { storage } = await made(draft, 'float32');
    assert.deepEqual(storage, [
      { weight: BYTES, as: 'float32' },
      { weight: HALF_BYTES, as: 'float32' },
    ]);
    assert.deepEqual(await valuesOf(HALF_BYTES), Float32Array.of(1, 0.1, -2));
    const next = await begin();
    await add(next, BYTES, Float32Array.of(0, 0, 0));
    const again = await end(next);
    assert.ok('edit' in again && again.edit !== null, 'the answer before still holds');
    assert.deepEqual(again.edit.storage, [{ weight: BYTES, as: 'float32' }]);
    assert.deepEqual(
      again.tensors.map(({ as }) => as),
      ['float32'],
      'and is told',
    );
  });

  it('quantized anew to float16 are what the file will hold, and are left out where that changes nothing', async () => {
    const draft = await begin();
    await add(draft, HALF_BYTES, Float32Array.of(1.0001, 0, -2));
    const same = await end(draft, 'requantize');
    assert.ok('edit' in same);
    assert.equal(same.edit, null);
    assert.deepEqual(
      same.tensors.map(({ name, rounded, changed, as }) => ({ name, rounded, changed, as })),
      [{ name: 'half bytes', rounded: true, changed: 0, as: null }],
    );
    assert.deepEqual(await files(), []);
    const other = await begin();
    await add(other, HALF_BYTES, Float32Array.of(0.1, 0, -2));
    await made(other, 'requantize');
    assert.deepEqual(await valuesOf(HALF_BYTES), Float32Array.of(roundToFloat16(0.1), 0, -2));
    assert.equal((await files()).length, 1);
  });

  it('that a quantized tensor cannot store stay a draft, so that float32 can be chosen', async () => {
    const draft = await begin();
    await add(draft, BYTES, Float32Array.of(NaN, 0, 0));
    await assert.rejects(end(draft, 'requantize'), /bytes: the new values hold NaN or infinities/);
    const { storage } = await made(draft, 'float32');
    assert.deepEqual(storage, [{ weight: BYTES, as: 'float32' }]);
    assert.equal((await files()).length, 1);
  });

  it('are refused where they are not what the tensor holds', async () => {
    const sent = async (weight: number, values: WeightValues): Promise<void> => {
      const draft = await begin();
      await add(draft, weight, values).finally(() => api.dropValues({ draft }, call()));
    };
    await assert.rejects(sent(STEPS, Float32Array.of(7.5, 8, 9)), ModelMismatchError);
    await assert.rejects(sent(WORDS, Float32Array.of(0, 0, 0)), /words holds text/);
    await assert.rejects(sent(BYTES, Float32Array.of(1, 2, 3, 4)), RangeError);
    await assert.rejects(sent(99, Float32Array.of(1)), RangeError);
    assert.deepEqual(await files(), []);
  });

  it('are no edit while values are missing', async () => {
    const draft = await begin();
    await add(draft, BYTES, Float32Array.of(5, 6));
    await assert.rejects(end(draft), /Of bytes only 2 of 3 values came/);
    await assert.rejects(add(draft, HALVES, Float32Array.of(1, 2, 3)), /only 2 of 3/);
    await api.dropValues({ draft }, call());
  });

  it('that are given up leave nothing behind, half a tensor or whole ones', async () => {
    const draft = await begin();
    await add(draft, BYTES, Float32Array.of(5, 6, 7));
    await add(draft, KERNEL, new Float32Array(300_000).fill(-1));
    assert.equal((await files()).length, 2);
    await api.dropValues({ draft }, call());
    assert.deepEqual(await files(), []);
    await assert.rejects(add(draft, BYTES, Float32Array.of(1)), /no draft/);
    await api.dropValues({ draft }, call());
  });

  it('stop coming when their sender takes them back', async () => {
    const draft = await begin();
    const signal = AbortSignal.abort();
    const values = new Float32Array(LARGE).fill(-1);
    const adding = api.addValues({ draft, weight: KERNEL, values }, { ...call(), signal });
    await assert.rejects(adding, CancelledError);
    await api.dropValues({ draft }, call());
    assert.deepEqual(await files(), []);
  });

  it('are refused where the model was opened again meanwhile', async () => {
    const draft = await begin();
    await add(draft, BYTES, Float32Array.of(5, 6, 7));
    await api.open(null, call());
    await assert.rejects(end(draft, 'float32'), /model\.json was read anew/);
  });

  it('bring metadata with them, which the text of the model then has', async () => {
    const draft = await begin();
    await add(draft, HALVES, Float32Array.of(1, 2, 3));
    const metadata = [{ key: 'trainedOn', value: 'iris.csv' }];
    const result = await api.endValues({ draft, metadata, quantized: null }, call());
    assert.ok('edit' in result && result.edit !== null);
    await api.setEdits({ edits: [result.edit] }, call());
    const { text } = await api.modelText(null, call());
    const { userDefinedMetadata } = JSON.parse(text) as { userDefinedMetadata: object };
    assert.deepEqual(userDefinedMetadata, { kept: 1, trainedOn: 'iris.csv' });
  });
});
