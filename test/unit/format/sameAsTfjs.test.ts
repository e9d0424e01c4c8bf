import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { Json } from '../../../src/core/json';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { parseManifest } from '../../../src/core/format/parseManifest';
import {
  concatenated,
  encodeModel,
  encodeNumbers,
  encodeStrings,
  type TestTensor,
} from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';

function tensor(
  name: string,
  shape: readonly number[],
  dtype: string,
  bytes: Uint8Array,
  quantization?: Json,
): TestTensor {
  return quantization === undefined
    ? { name, shape, dtype, bytes }
    : { name, shape, dtype, bytes, quantization };
}

const odd = { scale: 0.0073, min: -1.19 };
const ramp8 = encodeNumbers(
  'uint8',
  Array.from({ length: 256 }, (_, i) => i),
);
const ramp16 = encodeNumbers(
  'uint16',
  Array.from({ length: 65536 }, (_, i) => i),
);

/** A bool of one byte after each puts the next at an odd offset. */
const tensors = [
  tensor(
    'float32',
    [2, 3],
    'float32',
    encodeNumbers('float32', [0.1, -0, NaN, Infinity, -Infinity, 1e-45]),
  ),
  tensor('bool', [1], 'bool', Uint8Array.of(1)),
  tensor('int32', [3], 'int32', encodeNumbers('int32', [-(2 ** 31), 2 ** 31 - 1, 7])),
  tensor('complex64', [2], 'complex64', encodeNumbers('complex64', [1, -2, 0.3, 4e30])),
  tensor('string', [2, 2], 'string', encodeStrings(['', 'good', 'ŝ模型😀', 'x'.repeat(300)])),
  tensor('scalar', [], 'float32', encodeNumbers('float32', [0.7])),
  tensor('nothing', [0, 4], 'float32', new Uint8Array(0)),
  tensor('uint8', [16, 16], 'float32', ramp8, {
    dtype: 'uint8',
    ...odd,
    original_dtype: 'float32',
  }),
  tensor('one', [1], 'bool', Uint8Array.of(0)),
  tensor('uint16', [256, 256], 'float32', ramp16, { dtype: 'uint16', ...odd }),
  tensor('float16', [65536], 'float32', ramp16, { dtype: 'float16' }),
  tensor('int32 from uint8', [256], 'int32', ramp8, { dtype: 'uint8', scale: 0.37, min: -20.5 }),
  tensor('int32 from uint16', [65536], 'int32', ramp16, {
    dtype: 'uint16',
    scale: 1.5,
    min: -1000,
  }),
];

describe('every value that TensorFlow.js decodes', () => {
  before(() => tf.setBackend('cpu'));

  it('is read the same, for every dtype and quantization it knows', async () => {
    const { manifest: json, files } = encodeModel([{ tensors, shardSizes: [11, 3, 70_001] }]);
    const manifest = parseManifest(json, 'model.json');
    const source = new FileWeightSource(manifest, new MemoryFiles(files));
    const [group] = json as unknown as { weights: tf.io.WeightsManifestEntry[] }[];
    assert.ok(group);
    const theirs = tf.io.decodeWeights(
      concatenated(tensors.map(({ bytes }) => bytes)).slice().buffer,
      group.weights,
    );
    for (const entry of manifest.entries) {
      const their = theirs[entry.name];
      assert.ok(their);
      const ours = await source.read(entry, 0, entry.size);
      const expected: ArrayLike<unknown> = their.dataSync();
      assert.equal(ours.length, expected.length, entry.name);
      assert.deepEqual(Array.from<unknown>(ours), Array.from(expected), entry.name);
      assert.deepEqual(entry.shape, their.shape);
    }
  });

  it('is read the same from what tf.model writes', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [8, 8, 3],
          filters: 4,
          kernelSize: 3,
          kernelInitializer: 'randomUniform',
        }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 5, biasInitializer: 'randomUniform' }),
      ],
    });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        });
      }),
    );
    assert.ok(saved?.weightSpecs !== undefined && saved.weightData instanceof ArrayBuffer);
    const manifest = parseManifest(
      [{ paths: ['./w.bin'], weights: saved.weightSpecs as unknown as Json }],
      'model.json',
    );
    const source = new FileWeightSource(
      manifest,
      MemoryFiles.of({ 'w.bin': new Uint8Array(saved.weightData) }),
    );
    assert.equal(manifest.entries.length, model.weights.length);
    for (const weight of model.weights) {
      const entry = manifest.entries.find(({ name }) => name === weight.originalName);
      assert.ok(entry);
      assert.deepEqual(await source.read(entry, 0, entry.size), weight.read().dataSync());
    }
  });
});
