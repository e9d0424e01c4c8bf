import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFormatError } from '../../../src/core/errors';
import type { WeightEntry } from '../../../src/core/format/weightEntry';
import { NodeValueStore } from '../../../src/compute/edits/nodeValueStore';

const entry = (dtype: WeightEntry['dtype'], size: number): WeightEntry => ({
  index: 0,
  name: 'dense/kernel',
  shape: [size],
  size,
  dtype,
  quantization: undefined,
  group: 0,
  byteLength: undefined,
  variableGroup: 'model',
  problem: undefined,
});

describe('the store of edited tensors', () => {
  let folder: string;
  let store: NodeValueStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-values-'));
    store = new NodeValueStore(join(folder, 'values'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const written = (): Promise<string[]> => readdir(join(folder, 'values'));

  it('gives any range of what came in pieces, to the bit', async () => {
    const bits = Uint32Array.of(0x7f800001, 0x80000000, 0xffffffff, 1, 0x3f800000);
    const file = await store.write([
      new Float32Array(bits.buffer, 0, 2),
      new Float32Array(bits.buffer, 8, 3),
    ]);
    const values = (await store.read(file, entry('float32', 5), 1, 4)) as Float32Array;
    assert.deepEqual(new Uint32Array(values.buffer), bits.slice(1, 4));
    const wide = await store.write(one(BigInt64Array.of(-1n, 2n ** 62n)));
    assert.deepEqual(await store.read(wide, entry('int64', 2), 1, 2), BigInt64Array.of(2n ** 62n));
    assert.notEqual(file, wide);
    assert.deepEqual((await written()).sort(), [file, wide].sort());
  });

  it('keeps no half file of what fails or is cancelled on the way', async () => {
    const failing = async function* (): AsyncGenerator<Float32Array> {
      yield new Float32Array(1_000);
      await Promise.resolve();
      throw new Error('cancelled');
    };
    await assert.rejects(store.write(failing()), /cancelled/);
    assert.deepEqual(await written(), []);
  });

  it('names the tensor whose file is gone, cut off, longer, or no file of its own', async () => {
    const file = await store.write(one(new Float32Array(4)));
    const path = join(folder, 'values', file);
    const isLost = (error: unknown): boolean =>
      error instanceof ModelFormatError && error.message.includes('dense/kernel');
    const read = (name: string): Promise<unknown> => store.read(name, entry('float32', 4), 0, 0);
    await read(file);
    await truncate(path, 12);
    await assert.rejects(read(file), isLost);
    await truncate(path, 20);
    await assert.rejects(read(file), isLost);
    await rm(path);
    await assert.rejects(read(file), isLost);
    await writeFile(join(folder, 'other'), new Uint8Array(16));
    await assert.rejects(read('../other'), isLost);
  });
});

async function* one<Values>(values: Values): AsyncGenerator<Values> {
  await Promise.resolve();
  yield values;
}
