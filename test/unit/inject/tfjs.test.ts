import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startModelWorker } from '../../../src/compute/client';
import type { PlanLine } from '../../../src/protocol/inject';
import { buildWorker } from '../../support/buildWorker';
import { loadWithTfjs } from '../../support/loadWithTfjs';
import { savedModel, sequential } from '../../support/tfjsModels';

interface Injection {
  readonly lines: readonly PlanLine[];
  /** The target with everything injected and saved, as TensorFlow.js loads it. */
  readonly injected: tf.LayersModel;
}

describe('injecting one model of TensorFlow.js into another', () => {
  let folder: string;
  let script = '';
  const models: tf.LayersModel[] = [];

  before(async () => {
    script = buildWorker();
    tf.enableProdMode();
    await tf.setBackend('cpu');
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    for (const model of models.splice(0)) model.dispose();
  });

  const kept = <Model extends tf.LayersModel>(model: Model): Model => {
    models.push(model);
    return model;
  };

  async function save(model: tf.LayersModel, name: string): Promise<string> {
    const { json, weights } = await savedModel(model);
    const path = join(folder, `${name}.json`);
    await writeFile(path, json.replaceAll('weights.bin', `${name}.bin`));
    await writeFile(join(folder, `${name}.bin`), weights);
    return path;
  }

  async function inject(source: tf.LayersModel, target: tf.LayersModel): Promise<Injection> {
    const [from, into] = [await save(source, 'source'), await save(target, 'target')];
    const storage = join(folder, 'storage');
    const worker = startModelWorker(script, { path: into, fileName: 'target.json', storage });
    try {
      const { model } = worker;
      await model.open(null);
      const file = { path: from, uri: '', fileName: 'source.json', label: 'source.json' };
      const { id } = await model.addSource(file);
      const { lines } = await model.plan({ sources: [id], base: null });
      const steps = lines.map(({ target: { weight }, from: given, include }) => {
        assert.ok(given !== null && include, `Weight ${weight} is left alone.`);
        const rule = { kind: 'copy' } as const;
        const { by } = given;
        return {
          target: weight,
          source: id,
          weight: given.weight,
          by,
          rule,
          base: null,
          overlap: false,
        };
      });
      const { edit } = await model.inject({
        target: 'target.json',
        steps,
        base: null,
        skipped: [],
        quantized: 'float32',
        keepReceipt: false,
      });
      assert.ok(edit);
      await model.setEdits({ edits: [edit] });
      await model.save({ target: null, overwrite: false });
      return { lines, injected: kept(await loadWithTfjs(into)) };
    } finally {
      worker.dispose();
    }
  }

  function outputs(model: tf.LayersModel, shape: number[]): Float32Array {
    return tf.tidy(() => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      const input = tf.tensor(
        Array.from({ length: size }, (_, i) => Math.sin(i)),
        shape,
      );
      return (model.predict(input) as tf.Tensor).dataSync().slice() as Float32Array;
    });
  }

  it('gives the outputs of the source, to the bit, when everything is copied', async () => {
    const make = (): tf.LayersModel =>
      kept(
        sequential(
          tf.layers.conv2d({ name: 'c', filters: 4, kernelSize: [3, 2], inputShape: [7, 6, 2] }),
          tf.layers.batchNormalization({ name: 'n' }),
          tf.layers.flatten({ name: 'f' }),
          tf.layers.dense({ name: 'd', units: 3, activation: 'softmax' }),
        ),
      );
    const [source, target] = [make(), make()];
    source.layers[1]?.setWeights(
      [2, -1, 0.5, 3].map((first) => tf.tensor1d([first, 1, 0.25, 0.125])),
    );
    const wanted = outputs(source, [2, 7, 6, 2]);
    assert.notDeepEqual(outputs(target, [2, 7, 6, 2]), wanted);
    const { injected } = await inject(source, target);
    assert.deepEqual(outputs(injected, [2, 7, 6, 2]), wanted);
  });

  it('keeps layers apart of which one is frozen, where setWeights(getWeights()) would swap them', async () => {
    const make = (): tf.LayersModel =>
      kept(
        sequential(
          tf.layers.dense({ name: 'a', units: 3, inputShape: [3] }),
          tf.layers.dense({ name: 'b', units: 3 }),
        ),
      );
    const [source, target] = [make(), make()];
    const first = source.layers[0];
    assert.ok(first);
    first.trainable = false;
    assert.deepEqual(
      source.weights.map(({ originalName }) => originalName),
      ['b/kernel', 'b/bias', 'a/kernel', 'a/bias'],
    );
    const wanted = outputs(source, [4, 3]);
    const { lines, injected } = await inject(source, target);
    for (const {
      target: { name },
      from,
    } of lines)
      assert.equal(from?.name, name);
    assert.deepEqual(outputs(injected, [4, 3]), wanted);
  });

  it('warns of an LSTM with another recurrent activation, whose outputs differ with the same weights', async () => {
    const make = (recurrentActivation: 'sigmoid' | 'hardSigmoid'): tf.LayersModel =>
      kept(
        sequential(
          tf.layers.lstm({ name: 'r', units: 4, recurrentActivation, inputShape: [5, 3] }),
        ),
      );
    const [source, target] = [make('sigmoid'), make('hardSigmoid')];
    const { lines, injected } = await inject(source, target);
    for (const { warnings } of lines)
      assert.deepEqual(warnings, [
        'recurrent_activation differs: hard_sigmoid here, sigmoid there.',
      ]);
    assert.notDeepEqual(outputs(injected, [2, 5, 3]), outputs(source, [2, 5, 3]));
  });
});
