import * as assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { countParameters } from '../../../src/core/model/countParameters';
import type { Model } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { loadGraphWithTfjs, loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { publishedFiles } from '../../support/publishedFiles';

/** Models that others trained, converted and published; fetched from npm where that can be reached. */
describe('a published model', () => {
  it('of pitch detection, a GraphModel: has the weights that TensorFlow.js loads', async () => {
    const folder = await publishedFiles('@spotify/basic-pitch@1.0.1');
    if (folder === undefined) return;
    const path = join(folder, 'model', 'model.json');
    const { model, source, files } = await open(path, 'model.json');
    assert.deepEqual(model.problems, []);
    const loaded = await loadGraphWithTfjs(path);
    for (const weight of model.weights) {
      const expected = loaded.weights[weight.name]?.[0];
      assert.ok(expected, weight.name);
      assert.deepEqual([...weight.shape], expected.shape, weight.name);
      assert.deepEqual(await source.read(weight, 0, weight.size), expected.dataSync().slice());
    }
    const convolutions = model.nodes.filter(({ className }) => className.includes('Conv2D'));
    assert.ok(convolutions.length > 3);
    assert.ok(model.weights.some(({ role }) => role === 'kernel'));
    loaded.dispose();
    await files.forget();
  });

  it('of enlarging pictures, a LayersModel: has the values, counts and shapes that TensorFlow.js has', async () => {
    const folder = await publishedFiles('@upscalerjs/esrgan-slim@1.0.0');
    if (folder === undefined) return;
    const path = join(folder, 'models', 'x4', 'model.json');
    const { model, source, files } = await open(path, 'model.json');
    assert.deepEqual(model.problems, []);
    const loaded = await loadWithTfjs(path);
    assert.equal(countParameters(model).total, loaded.countParams());
    assert.deepEqual(
      model.nodes.map(({ name, outputShape }) => [name, outputShape]),
      loaded.layers.map(({ name, outputShape }) => [name, outputShape]),
    );
    const expected = weightValues(loaded);
    for (const weight of model.weights) {
      assert.equal(model.nodes[weight.node]?.className, 'Conv2D');
      const values = await source.read(weight, 0, weight.size);
      assert.deepEqual(values, expected.get(weight.name), weight.name);
    }
    loaded.dispose();
    await files.forget();
  });

  it('of faces, a bare manifest quantized to uint8: has the values that TensorFlow.js decodes', async () => {
    const folder = await publishedFiles('@vladmandic/face-api@1.7.15');
    if (folder === undefined) return;
    const models = join(folder, 'model');
    const names = (await readdir(models)).filter((name) => name.endsWith('manifest.json'));
    assert.equal(names.length, 7);
    for (const name of names) {
      const path = join(models, name);
      const { model, source, files } = await open(path, name);
      assert.equal(model.format, 'weights-manifest');
      assert.ok(countParameters(model).total > 10_000);
      const specs = JSON.parse(await readFile(path, 'utf8')) as tf.io.WeightsManifestConfig;
      const expected = await decoded(specs, models);
      for (const weight of model.weights) {
        const values = await source.read(weight, 0, weight.size);
        assert.deepEqual(values, expected[weight.name]?.dataSync().slice(), weight.name);
      }
      tf.dispose(expected);
      await files.forget();
    }
  });
});

interface Opened {
  readonly model: Model;
  readonly source: FileWeightSource;
  readonly files: NodeFiles;
}

async function open(path: string, fileName: string): Promise<Opened> {
  const model = readModel(await readFile(path, 'utf8'), fileName);
  const files = new NodeFiles(path);
  return { model, source: new FileWeightSource(model.manifest, files), files };
}

async function decoded(
  manifest: tf.io.WeightsManifestConfig,
  folder: string,
): Promise<tf.NamedTensorMap> {
  const files = manifest.flatMap(({ paths }) => paths).map((path) => readFile(join(folder, path)));
  const bytes = Uint8Array.from(Buffer.concat(await Promise.all(files)));
  return tf.io.decodeWeights(
    bytes.buffer,
    manifest.flatMap(({ weights }) => weights),
  );
}
