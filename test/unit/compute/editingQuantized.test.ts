import assert from 'node:assert/strict';
import { defaultView } from '../../../src/core/model/matrixView';
import { createSession } from '../../../src/compute/session';
import type { QuantizedStorage } from '../../../src/core/model/edits/edit';
import type { ComputeApi } from '../../../src/protocol/compute';
import type { EditRequest, MadeEdit } from '../../../src/protocol/edit';
import { encodeModel, encodeNumbers } from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';
import { call } from './calls';

const shape = [3];
const [BYTES, HALVES, COUNTS] = [0, 1, 2] as const;

describe('editing quantized tensors', () => {
  let api: ComputeApi;

  beforeEach(() => {
    const byte = { dtype: 'uint8', scale: 0.5, min: -1 };
    const { manifest, files } = encodeModel([
      {
        shardSizes: [],
        tensors: [
          {
            name: 'bytes',
            shape,
            dtype: 'float32',
            bytes: Uint8Array.of(0, 2, 4),
            quantization: byte,
          },
          {
            name: 'halves',
            shape,
            dtype: 'float32',
            bytes: encodeNumbers('uint16', [0x3c00, 0, 0xc000]),
            quantization: { dtype: 'float16' },
          },
          {
            name: 'counts',
            shape,
            dtype: 'int32',
            bytes: Uint8Array.of(0, 2, 4),
            quantization: byte,
          },
        ],
      },
    ]);
    files.set(
      'model.json',
      new TextEncoder().encode(JSON.stringify({ weightsManifest: manifest })),
    );
    const memory = new MemoryFiles(files);
    api = createSession(
      {
        size: (path) => memory.size(path),
        read: (path, offset, length) => memory.read(path, offset, length),
        forget: () => Promise.resolve(),
      },
      'model.json',
    );
  });

  const make = (request: EditRequest, quantized: QuantizedStorage | null): Promise<MadeEdit> =>
    api.makeEdit({ request, quantized }, call());
  const cell = (weight: number, text: string): EditRequest => {
    const view = defaultView(shape);
    return { kind: 'cells', weight, view, row: 0, column: 1, text };
  };
  const applied = async (
    request: EditRequest,
    quantized: QuantizedStorage | null,
  ): Promise<readonly unknown[]> => {
    const made = await make(request, quantized);
    assert.ok('edit' in made && made.edit !== null);
    const [patch] = made.edit.patches;
    assert.ok(patch !== undefined);
    await api.setEdits({ edits: [made.edit] }, call());
    const range = { start: 0, end: 1 };
    const view = defaultView(shape);
    const columns = { start: 0, end: 3 };
    const key = { weight: patch.weight, view, rows: range, columns };
    return [...(await api.cells(key, call())).values];
  };

  it('asks how they are to be stored, before anything else is done, and once for each', async () => {
    const all: EditRequest = { kind: 'fill', weights: [BYTES, HALVES], value: 0.1 };
    assert.deepEqual(await make(all, null), {
      quantized: ['bytes', 'halves'],
      error: { largest: Math.fround(0.1) - 0.0999755859375 },
    });
    const made = await make(all, 'float32');
    assert.ok('edit' in made && made.edit !== null);
    assert.deepEqual(made.edit.storage, [
      { weight: BYTES, as: 'float32' },
      { weight: HALVES, as: 'float32' },
    ]);
    await api.setEdits({ edits: [made.edit] }, call());
    const next = await make(cell(BYTES, '7'), null);
    assert.ok('edit' in next && next.edit !== null);
    assert.deepEqual(next.edit.storage, [{ weight: BYTES, as: 'float32' }]);
    assert.deepEqual(await make(cell(COUNTS, '7'), null), {
      quantized: ['counts'],
      error: { largest: 0 },
    });
  });

  it('cannot be quantized anew with a value that integers do not stand for, and the question says so', async () => {
    const made = await make(cell(BYTES, 'NaN'), null);
    assert.ok('quantized' in made && 'problem' in made.error);
    assert.match(made.error.problem, /bytes holds NaN, which uint8 cannot stand for/);
  });

  it('asks nothing where the text is no value anyway, nor for tensors that stay as they are', async () => {
    await assert.rejects(make(cell(BYTES, '1,5'), null), /comma/);
    assert.deepEqual(await make(cell(BYTES, '0'), 'float32'), { edit: null });
  });

  it('as float32 holds every digit', async () => {
    assert.deepEqual(await applied(cell(BYTES, '0.1'), 'float32'), [-1, Math.fround(0.1), 1]);
    const [line] = (await api.changes(null, call())).tensors;
    assert.equal(line?.storage, 'uint8 becomes float32');
    assert.deepEqual(await applied(cell(HALVES, '0.1'), 'float32'), [1, Math.fround(0.1), -2]);
    assert.deepEqual(await applied(cell(COUNTS, '9'), 'float32'), [-1, 9, 1]);
    const [counts] = (await api.changes(null, call())).tensors;
    assert.equal(counts?.storage, 'uint8 becomes int32');
  });

  it('that stay float16 hold what float16 can, as it will be saved', async () => {
    assert.deepEqual(await applied(cell(HALVES, '0.1'), 'requantize'), [1, 0.0999755859375, -2]);
    const scaled: EditRequest = { kind: 'scale', weights: [HALVES], factor: 0.1 };
    assert.deepEqual(await applied(scaled, 'requantize'), [0.0999755859375, 0, -0.199951171875]);
  });

  it('that stay quantized say by how much their values are rounded', async () => {
    const storage = async (): Promise<readonly unknown[]> =>
      (await api.changes(null, call())).tensors.map((line) => line.storage);
    await applied(cell(BYTES, '0.1'), 'requantize');
    // 255 steps from -1 to 1, moved by half of one so that 0 is stored exactly.
    const [said] = await storage();
    const [, error] = /^stays uint8, largest error ([\d.]+)$/.exec(String(said)) ?? [];
    assert.ok(Math.abs(Number(error) - 1 / 255) < 1e-7, String(said));
    await applied(cell(BYTES, '0.5'), 'requantize');
    assert.deepEqual(await storage(), ['stays uint8, no error']);
    await applied(cell(HALVES, '0.1'), 'requantize');
    assert.deepEqual(await storage(), ['stays float16, no error']);
    await applied({ kind: 'scale', weights: [BYTES], factor: 1e300 }, 'requantize');
    assert.deepEqual(await storage(), ['stays uint8, which cannot hold all its values']);
  });

  it('that stay integers take no NaN, for which those have no place', async () => {
    await assert.rejects(make(cell(BYTES, 'NaN'), 'requantize'), /quantized tensor.*float32/);
    const nan: EditRequest = { kind: 'fill', weights: [BYTES], value: NaN };
    await assert.rejects(make(nan, 'requantize'), /bytes holds uint8.*NaN/);
    assert.deepEqual(await applied(nan, 'float32'), [NaN, NaN, NaN]);
  });
});
