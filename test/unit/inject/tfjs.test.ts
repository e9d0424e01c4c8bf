import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { injectMethods } from '../../../src/compute/inject/injectMethods';
import { openSource } from '../../../src/compute/inject/openSource';
import { NodeFiles } from '../../../src/compute/nodeFiles';
import { OpenedModel } from '../../../src/compute/openedModel';
import { Turns } from '../../../src/compute/turns';
import type { PlanLine } from '../../../src/protocol/inject';
import { MemoryValueStore } from '../../support/memoryValueStore';
import { savedModel, sequential } from '../../support/tfjsModels';
import { call } from '../compute/calls';

interface Injection {
  readonly lines: readonly PlanLine[];
  /** The target with everything injected, as TensorFlow.js loads it. */
  readonly injected: tf.LayersModel;
}

describe('injecting one model of TensorFlow.js into another', () => {
  let folder: string;
  const models: tf.LayersModel[] = [];
  const opened: NodeFiles[] = [];

  before(async () => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((files) => files.forget()));
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

  function files(path: string): NodeFiles {
    const made = new NodeFiles(path);
    opened.push(made);
    return made;
  }

  async function inject(source: tf.LayersModel, target: tf.LayersModel): Promise<Injection> {
    const [from, into] = [await save(source, 'source'), await save(target, 'target')];
    const store = new MemoryValueStore();
    const model = await OpenedModel.open(files(into), 'target.json', { store });
    const api = injectMethods({
      model: () => Promise.resolve(model),
      turns: new Turns(),
      store,
      openSource: ({ fileName }) => openSource(files(from), fileName),
    });
    const request = { path: from, uri: '', fileName: 'source.json', label: 'source.json' };
    const { id } = await api.addSource(request, call());
    const { lines } = await api.plan({ sources: [id], base: null }, call());
    const steps = lines.map(({ target: { weight }, from: given, include }) => {
      assert.ok(given !== null && include, `Weight ${weight} is left alone.`);
      const { source: source_, weight: taken, by } = given;
      const rule = { kind: 'copy' } as const;
      return {
        target: weight,
        source: source_,
        weight: taken,
        by,
        rule,
        base: null,
        overlap: false,
      };
    });
    const { edit } = await api.inject(
      { target: 'target.json', steps, base: null, skipped: [], quantized: 'float32' },
      call(),
    );
    await model.setEdits(edit === null ? [] : [edit]);
    return { lines, injected: await load(model) };
  }

  /** What TensorFlow.js makes of the edited values. */
  async function load(opened: OpenedModel): Promise<tf.LayersModel> {
    const json = opened.model.json as unknown as tf.io.ModelJSON;
    const parts: Uint8Array[] = [];
    for (const weight of opened.model.weights) {
      const { read, count } = opened.scanned(weight);
      const values = (await read(0, count)) as Float32Array;
      parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    return kept(
      await tf.loadLayersModel(
        tf.io.fromMemory({
          modelTopology: json.modelTopology,
          weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
          weightData: Uint8Array.from(Buffer.concat(parts)).buffer,
        }),
      ),
    );
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
