import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { tfjsFiles } from '../../../src/core/exchange/tfjsCopy';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import type { JsonObject } from '../../../src/core/json';
import { readModel } from '../../../src/core/model/readModel';
import { bytesOf, EVERY_DTYPE, exportedModel, strings } from '../../support/exportedModel';
import { diskHandler } from '../../support/loadWithTfjs';
import { MemoryFiles } from '../../support/memoryFiles';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';

async function copyOf(
  { model, source, tensors }: Omit<ReturnType<typeof exportedModel>, 'json'>,
  shardBytes: number,
  json: Uint8Array = Buffer.from(JSON.stringify(model.json)),
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const file of await tfjsFiles(model, source, tensors, shardBytes, json))
    files.set(file.path, await bytesOf(file.pieces()));
  return files;
}

describe('A TensorFlow.js copy', () => {
  it('holds the same values in shards of the size asked for, text included', async () => {
    const exported = exportedModel([...EVERY_DTYPE, strings('words', [2], ['', '🧠'])]);
    const files = await copyOf(exported, 64);
    const json = Buffer.from(files.get('model.json') ?? []).toString();
    const model = readModel(json, 'model.json');
    assert.deepEqual(model.problems, []);
    const paths = model.manifest.groups[0]?.paths ?? [];
    assert.deepEqual(
      paths.slice(0, -1).map((path) => files.get(path)?.length),
      paths.slice(1).map(() => 64),
    );
    const source = new FileWeightSource(model.manifest, new MemoryFiles(files));
    for (const [i, { weight, name }] of exported.tensors.entries()) {
      const expected = await exported.source.read(weight, 0, weight.size);
      const copied = await source.read(model.weights[i] ?? weight, 0, weight.size);
      assert.deepEqual(copied, name === 'flags' ? Uint8Array.of(0, 1, 1, 1) : expected, name);
    }
    assert.deepEqual(await source.shardNotes(), []);
  });

  it('keeps every field that it does not know, and notes what was quantized', async () => {
    const tensors = EVERY_DTYPE.filter(({ name }) => name === 'quantized');
    const files = await copyOf(
      exportedModel(tensors, { format: 'x', ours: { deep: [1, null, 'é'] }, signature: null }),
      4,
    );
    const json = JSON.parse(Buffer.from(files.get('model.json') ?? []).toString()) as JsonObject;
    const { weightsManifest, ...rest } = json;
    assert.deepEqual(rest, { format: 'x', ours: { deep: [1, null, 'é'] }, signature: null });
    const paths = [1, 2, 3, 4].map((i) => `group1-shard${i}of4.bin`);
    const storedAs = { dtype: 'uint8', scale: 0.1, min: -3.3 };
    const weights = [{ name: 'quantized', shape: [4], dtype: 'float32', storedAs }];
    assert.deepEqual(weightsManifest, [{ paths, weights }]);
  });

  it('changes no byte of model.json but the manifest', async () => {
    const exported = exportedModel(EVERY_DTYPE);
    const text = (manifest: string): string =>
      `{ "big": 12345678901234567890, "float": 1.0, "twice": 1,\n\t"twice": -0, "weightsManifest" : ${manifest} ,"é":"\\u00e9"}\r\n`;
    const json = Buffer.from(text('[ { "paths": [ ] } ]'));
    const files = await copyOf(exported, 1e6, json);
    const copied = Buffer.from(files.get('model.json') ?? []).toString();
    const { weightsManifest } = JSON.parse(copied) as { weightsManifest: object };
    assert.equal(copied, text(JSON.stringify(weightsManifest)));
  });

  it('of every kind of layer that TensorFlow.js loads, loads there with the same weights', async () => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
    const folder = await mkdtemp(join(tmpdir(), 'weightscope-tfjs-'));
    const loaded = async (files: ReadonlyMap<string, Uint8Array>): Promise<number[][] | string> => {
      for (const [path, bytes] of files) await writeFile(join(folder, path), bytes);
      try {
        const model = await tf.loadLayersModel(diskHandler(join(folder, 'model.json')));
        return model.getWeights().map((tensor) => [...tensor.dataSync()]);
      } catch (error) {
        // It forgets the depth multiplier when it saves, and then refuses the file.
        return String(error);
      }
    };
    let same = 0;
    try {
      for (const [kind, make] of Object.entries(LAYER_KINDS)) {
        const saved = await savedModel(make());
        const model = readModel(saved.json, 'model.json');
        const files = new Map([['weights.bin', saved.weights]]);
        const source = new FileWeightSource(model.manifest, new MemoryFiles(files));
        const tensors = model.weights.map((weight) => ({ weight, name: weight.name }));
        const original = await loaded(files.set('model.json', Buffer.from(saved.json)));
        const copy = await loaded(await copyOf({ model, source, tensors }, 100));
        assert.deepEqual(copy, original, kind);
        if (typeof copy !== 'string') same++;
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    assert.ok(same >= Object.keys(LAYER_KINDS).length - 4, `${same} kinds`);
  });
});
