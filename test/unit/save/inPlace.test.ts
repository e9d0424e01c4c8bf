import assert from 'node:assert/strict';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChangedOnDiskError, ModelMismatchError } from '../../../src/core/errors';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import type { WeightValues } from '../../../src/core/format/weightSource';
import { readModel } from '../../../src/core/model/readModel';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { changedModel, saveChanged, saveOpened } from '../../support/changedModel';
import { encodeNumbers, encodeStrings } from '../../support/encodeModel';
import {
  denseTensors,
  floats,
  namesIn,
  quantized,
  type SavedFolder,
  touched,
  withFields,
  writeModel,
} from './models';

/** All weights as our own reader finds them, by name. */
async function read(path: string): Promise<Record<string, WeightValues>> {
  const { manifest } = readModel(await readFile(path, 'utf8'), 'model.json');
  const files = new NodeFiles(path);
  const source = new FileWeightSource(manifest, files);
  const values: Record<string, WeightValues> = {};
  for (const entry of manifest.entries)
    values[entry.name] = await source.read(entry, 0, entry.size);
  await files.forget();
  return values;
}

async function tfjsValues(path: string): Promise<Record<string, readonly number[]>> {
  const model = await loadWithTfjs(path);
  const values = [...weightValues(model)].map(([name, each]): [string, number[]] => [
    name,
    [...each],
  ]);
  model.dispose();
  return Object.fromEntries(values);
}

describe('saving in place', () => {
  let model: SavedFolder | undefined;
  const made = async (...args: Parameters<typeof writeModel>): Promise<SavedFolder> =>
    (model = await writeModel(...args));
  afterEach(() => model?.remove());

  it('writes nothing where nothing was changed', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [30] }]);
    const before = await touched(folder);
    assert.deepEqual(await saveChanged(path, {}), {
      written: [],
      before: [],
      metadata: [],
      training: null,
      quantized: null,
    });
    assert.deepEqual(await touched(folder), before);
  });

  it('writes the one shard that holds the tensor, and TensorFlow.js reads the new values', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [48, 16, 32] }]);
    await chmod(join(folder, 'group1-shard2of4.bin'), 0o640);
    const before = await touched(folder);
    const old = await tfjsValues(path);
    const { written } = await saveChanged(path, { 'd1/bias': { values: floats(4, -7) } });
    assert.deepEqual(written, ['group1-shard2of4.bin']);
    const after = await touched(folder);
    assert.notEqual(after['group1-shard2of4.bin'], before['group1-shard2of4.bin']);
    assert.deepEqual(
      { ...after, 'group1-shard2of4.bin': '' },
      { ...before, 'group1-shard2of4.bin': '' },
    );
    assert.equal((await stat(join(folder, 'group1-shard2of4.bin'))).mode & 0o777, 0o640);
    assert.deepEqual(await tfjsValues(path), { ...old, 'd1/bias': [...floats(4, -7)] });
  });

  it('changes bytes of that tensor alone where one file holds all', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [] }]);
    const shard = join(folder, 'group1-shard1of1.bin');
    await writeFile(shard, Buffer.concat([await readFile(shard), Buffer.from('trailing')]));
    const before = await readFile(shard);
    await saveChanged(path, { 'd1/bias': { values: floats(4, -7) } });
    const expected = Buffer.from(before);
    expected.set(encodeNumbers('float32', [...floats(4, -7)]), 48);
    assert.deepEqual(await readFile(shard), expected);
    assert.deepEqual(await namesIn(folder), ['group1-shard1of1.bin', 'model.json']);
  });

  it('gives shards new names where a tensor lies in several, and removes the old ones', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [3, 6, 60, 20] }]);
    const before = await touched(folder);
    const text = await readFile(path, 'utf8');
    const old = await tfjsValues(path);
    const { written } = await saveChanged(path, { 'd1/kernel': { values: floats(12, -50) } });
    const renamed = [1, 2, 3].map((n) => `group1-shard${n}of5.rev2.bin`);
    assert.deepEqual(written, [...renamed, 'model.json']);
    const after = await touched(folder);
    const kept = ['group1-shard4of5.bin', 'group1-shard5of5.bin'];
    assert.deepEqual(Object.keys(after).sort(), [...renamed, ...kept, 'model.json'].sort());
    for (const name of kept) assert.equal(after[name], before[name]);
    assert.equal(await readFile(path, 'utf8'), text.replace(/(shard[123]of5)/g, '$1.rev2'));
    assert.deepEqual(await tfjsValues(path), { ...old, 'd1/kernel': [...floats(12, -50)] });
  });

  it('keeps names short over many saves, and never takes one that is there', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [3] }]);
    await writeFile(join(folder, 'group1-shard1of2.rev3.bin'), 'mine');
    for (let save = 0; save < 5; save++) {
      await saveChanged(path, { 'd1/kernel': { values: floats(12, save) } });
    }
    assert.deepEqual(await namesIn(folder), [
      'group1-shard1of2.rev3.bin',
      'group1-shard1of2.rev7.bin',
      'group1-shard2of2.rev6.bin',
      'model.json',
    ]);
    assert.equal(await readFile(join(folder, 'group1-shard1of2.rev3.bin'), 'utf8'), 'mine');
    assert.deepEqual((await tfjsValues(path))['d1/kernel'], [...floats(12, 4)]);
  });

  it('stores a quantized tensor as float32 where that was chosen, in several groups and shards', async () => {
    const [kernel, , second, last] = denseTensors();
    const bias = quantized('d1/bias', [4], 'uint8', [0, 1, 4, 255]);
    const half = quantized('d2/bias', [2], 'float16', [0x3c00, 0xc000]);
    const { path } = await made([
      { tensors: [kernel, bias, second], shardSizes: [49, 2] },
      { tensors: [half], shardSizes: [1] },
    ]);
    const old = await tfjsValues(path);
    await saveChanged(path, {
      'd1/bias': { values: floats(4, 0.1), as: 'float32' },
      'd2/bias': { values: floats(2, 1e-7), as: 'float32' },
    });
    assert.deepEqual(await tfjsValues(path), {
      ...old,
      'd1/bias': [...floats(4, 0.1)],
      'd2/bias': [...floats(2, 1e-7)],
    });
    const text = await readFile(path, 'utf8');
    assert.ok(!text.includes('quantization'));
    assert.equal(last.name, 'd2/bias');
  });

  it('quantizes anew with the old scale where that errs no more, so that other values keep their bits', async () => {
    const [kernel, , second, last] = denseTensors();
    const bias = quantized('d1/bias', [4], 'uint8', [0, 1, 4, 255]);
    const { folder, path } = await made([
      { tensors: [kernel, bias, second, last], shardSizes: [] },
    ]);
    const text = await readFile(path, 'utf8');
    await saveChanged(path, { 'd1/bias': { values: Float32Array.of(-2, 3, 0, 125.5) } });
    assert.equal(await readFile(path, 'utf8'), text);
    const bytes = await readFile(join(folder, 'group1-shard1of1.bin'));
    assert.deepEqual([...bytes.subarray(48, 52)], [0, 10, 4, 255]);
  });

  it('quantizes anew with a new scale where values left the range', async () => {
    const [kernel, , second, last] = denseTensors();
    const bias = quantized('d1/bias', [4], 'uint16', [0, 1, 4, 9]);
    const { path } = await made([{ tensors: [kernel, bias, second, last], shardSizes: [] }]);
    const wanted = Float32Array.of(-2, 0, 1000, 70_000.5);
    await saveChanged(path, { 'd1/bias': { values: wanted, as: 'requantize' } });
    const found = (await tfjsValues(path))['d1/bias'] ?? [];
    assert.equal(found[1], 0);
    wanted.forEach((value, i) =>
      assert.ok(Math.abs((found[i] ?? NaN) - value) <= 70_002.5 / 65535),
    );
    const { original_dtype, dtype } = JSON.parse(
      /"quantization": (\{[^}]*\})/.exec(await readFile(path, 'utf8'))?.[1] ?? '',
    ) as Record<string, unknown>;
    assert.deepEqual([dtype, original_dtype], ['uint16', 'float32']);
  });

  it('refuses NaN in integers with a sentence that says what to do', async () => {
    const [kernel, , second, last] = denseTensors();
    const bias = quantized('d1/bias', [4], 'uint8', [0, 1, 4, 255]);
    const { folder, path } = await made([
      { tensors: [kernel, bias, second, last], shardSizes: [] },
    ]);
    const before = await touched(folder);
    await assert.rejects(
      saveChanged(path, { 'd1/bias': { values: Float32Array.of(NaN, 3, 0, 1) } }),
      (error) =>
        error instanceof ModelMismatchError &&
        error.message ===
          'd1/bias holds NaN, which uint8 cannot stand for: change the value, or store the tensor as float32.',
    );
    assert.deepEqual(await touched(folder), before);
  });

  it('writes every stored type, and leaves text between them where it is', async () => {
    const numbers = {
      int64: BigInt64Array.of(-1n, 2n ** 62n),
      uint64: BigUint64Array.of(1n, 2n ** 64n - 1n),
      float64: Float64Array.of(0.1, -1e300),
      int32: Int32Array.of(-5, 5),
      bool: Uint8Array.of(1, 0),
      complex64: Float32Array.of(1, 2, 3, 4),
    };
    const text = {
      name: 'text',
      shape: [2],
      dtype: 'string',
      bytes: encodeStrings(['ä', 'long one']),
    };
    const tensors = Object.entries(numbers).flatMap(([dtype, values]) => [
      { name: dtype, shape: [2], dtype, bytes: new Uint8Array(values.byteLength) },
      { ...text, name: `text after ${dtype}` },
    ]);
    const { path } = await made([{ tensors, shardSizes: [7, 11, 13] }], withFields({}));
    await saveChanged(
      path,
      Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, { values }])),
    );
    const found = await read(path);
    for (const [name, values] of Object.entries(numbers)) {
      assert.deepEqual(found[name], values);
      assert.deepEqual(found[`text after ${name}`], ['ä', 'long one']);
    }
  });

  it('keeps the bits of half floats that were not changed, NaN and all', async () => {
    const bytes = encodeNumbers('uint16', [0x7e01, 0xfc01, 0x8000, 0x0001]);
    const { folder, path } = await made(
      [{ tensors: [{ name: 'half', shape: [4], dtype: 'float16', bytes }], shardSizes: [] }],
      withFields({}),
    );
    await saveChanged(path, { half: { values: Float32Array.of(NaN, NaN, -0, 1) } });
    const saved = await readFile(join(folder, 'group1-shard1of1.bin'));
    assert.deepEqual(
      [...new Uint16Array(Uint8Array.from(saved).buffer)],
      [0x7e01, 0xfc01, 0x8000, 0x3c00],
    );
  });

  it('does not change what another group reads from the same file', async () => {
    const [kernel] = denseTensors();
    const twin = { ...kernel, name: 'twin' };
    const { folder, path } = await made([{ tensors: [kernel], shardSizes: [] }], (manifest) => {
      const [group] = manifest as unknown as { paths: string[] }[];
      const other = { paths: ['./group1-shard1of1.bin'], weights: [{ ...twin, bytes: undefined }] };
      return JSON.stringify({ weightsManifest: [group, other] });
    });
    const { written } = await saveChanged(path, { twin: { values: floats(12, -9) } });
    assert.deepEqual(written, ['./group1-shard1of1.rev2.bin', 'model.json']);
    assert.deepEqual(await read(path), { 'd1/kernel': floats(12, 1), twin: floats(12, -9) });
    assert.deepEqual(await namesIn(folder), [
      'group1-shard1of1.bin',
      'group1-shard1of1.rev2.bin',
      'model.json',
    ]);
  });

  it('keeps an old shard that another model in the folder names', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [3] }]);
    await writeFile(
      join(folder, 'other.json'),
      '[{"paths":["group1-shard1of2.bin"],"weights":[]}]',
    );
    await saveChanged(path, { 'd1/kernel': { values: floats(12, 9) } });
    assert.deepEqual(await namesIn(folder), [
      'group1-shard1of2.bin',
      'group1-shard1of2.rev2.bin',
      'group1-shard2of2.rev2.bin',
      'model.json',
      'other.json',
    ]);
  });

  it('leaves the bytes of a cut-off tensor as they are', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [] }]);
    const shard = join(folder, 'group1-shard1of1.bin');
    await writeFile(shard, (await readFile(shard)).subarray(0, 99));
    await saveChanged(path, { 'd1/kernel': { values: floats(12, 9) } });
    const saved = await readFile(shard);
    assert.equal(saved.length, 99);
    assert.deepEqual(
      saved.subarray(48),
      Buffer.concat(denseTensors().map(({ bytes }) => bytes)).subarray(48, 99),
    );
  });

  it('does not let a tensor grow where sizes of short files are a guess', async () => {
    const [kernel, , second, last] = denseTensors();
    const bias = quantized('d1/bias', [4], 'uint8', [0, 1, 4, 255]);
    const { folder, path } = await made([
      { tensors: [kernel, bias, second, last], shardSizes: [] },
    ]);
    const shard = join(folder, 'group1-shard1of1.bin');
    await writeFile(shard, (await readFile(shard)).subarray(0, 90));
    await assert.rejects(
      saveChanged(path, { 'd1/bias': { values: floats(4), as: 'float32' } }),
      /d1\/bias cannot become float32, which takes more room, while files of its group are missing or short/,
    );
  });

  it('asks where another program wrote to a file meanwhile', async () => {
    const { folder, path } = await made([{ tensors: denseTensors(), shardSizes: [48] }]);
    const opened = await changedModel(path, { 'd1/kernel': { values: floats(12, 9) } });
    const other = join(folder, 'group1-shard2of2.bin');
    await writeFile(other, (await readFile(other)).fill(1));
    const before = await touched(folder);
    await assert.rejects(saveOpened(opened), (error) => {
      assert.ok(error instanceof ChangedOnDiskError);
      assert.match(error.message, /^group1-shard2of2\.bin was changed by another program/);
      return true;
    });
    assert.deepEqual(await touched(folder), before);
  });
});
