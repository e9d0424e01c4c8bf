import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { ModelMismatchError } from '../../../src/core/errors';
import { keptConfigOf } from '../../../src/core/dataset/keptConfig';
import { storedTraining } from '../../../src/core/dataset/trainingConfig';
import type { Edit } from '../../../src/core/model/edits/edit';
import { NodeValueStore } from '../../../src/compute/edits/nodeValueStore';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { localPlace } from '../../../src/compute/save/localPlace';
import { createSession } from '../../../src/compute/session';
import type { ComputeApi } from '../../../src/protocol/compute';
import type { OptimizerSettings, TrainResult, TrainStarted } from '../../../src/protocol/training';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import { savedModel } from '../../support/tfjsModels';
import { call } from '../compute/calls';
import { examples, small } from '../engine/models';
import { largestDifference, request, type Session, session, weightsOf } from '../engine/support';

const MOMENTUM = { name: 'momentum', learningRate: 0.05, momentum: 0.9 } as const;
const ADAM = { name: 'adam', learningRate: 0.05 } as const;
const LOSSES = ['categoricalCrossentropy'] as const;

/** A multiple of the batch of rows that are all alike, so that their order plays no part. */
const data = ((): ReturnType<typeof examples> => {
  const { inputs, targets } = examples(1, [4], 2);
  const repeated = (columns: typeof inputs): typeof inputs =>
    columns.map(({ shape, values }) => ({
      shape,
      values: Float32Array.from(
        Array.from({ length: 40 }, () => [...(values as Float32Array)]).flat(),
      ),
    }));
  return { rows: 40, inputs: repeated(inputs), targets: repeated(targets) };
})();

describe('a retrained model that keeps the state of its optimizer', () => {
  let folder: string;
  let storage: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-optimizer-'));
    storage = await mkdtemp(join(tmpdir(), 'weightscope-storage-'));
    path = join(folder, 'model.json');
    const model = small();
    const { json, weights } = await savedModel(model);
    model.dispose();
    await writeFile(path, json);
    await writeFile(join(folder, 'weights.bin'), weights);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(storage, { recursive: true, force: true });
  });

  const opened = async (): Promise<ComputeApi> => {
    const api = createSession(new NodeFiles(path), 'model.json', {
      store: new NodeValueStore(storage),
      place: () => localPlace(path),
    });
    await api.open(null, call());
    return api;
  };
  const engineOn = async (api: ComputeApi): Promise<Session> => {
    const { text } = await api.modelText(null, call());
    return session(
      { text, read: ({ weight, start, end }) => api.values({ weight, start, end }, call()) },
      'cpu',
    );
  };
  const train = async (
    { api }: Session,
    optimizer: OptimizerSettings,
    resume = false,
  ): Promise<{ readonly result: TrainResult; readonly started: TrainStarted | undefined }> => {
    let started: TrainStarted | undefined;
    const settings = { losses: LOSSES, optimizer, epochs: 2, batchSize: 20, resume };
    const result = await api.train(request(data, settings), {
      onProgress: (progress) => {
        if (progress.kind === 'started') started = progress;
      },
    });
    return { result, started };
  };
  /** As `keepTrained` of the host does. */
  const keep = async (
    model: ComputeApi,
    engine: Session,
    optimizer: OptimizerSettings,
    { slots }: TrainResult,
  ): Promise<Edit> => {
    const { draft } = await model.beginValues({ label: 'Retrain' }, call());
    for (const { weight, shape } of engine.loaded.weights) {
      const end = shape.reduce((product, size) => product * size, 1);
      const values = await engine.api.values({ weight, start: 0, end });
      await model.addValues({ draft, weight, values }, call());
    }
    for (const [slot, as] of slots.entries()) {
      const end = as.shape.reduce((product, size) => product * size, 1);
      const values = await engine.api.slotValues({ slot, start: 0, end });
      await model.addSlot({ draft, slot, as, values }, call());
    }
    const training = keptConfigOf({ losses: LOSSES, metrics: ['accuracy'], optimizer });
    try {
      const made = await model.endValues(
        { draft, metadata: [], quantized: null, training },
        call(),
      );
      assert.ok('edit' in made && made.edit !== null);
      return made.edit;
    } finally {
      await model.dropValues({ draft }, call());
    }
  };
  const save = (model: ComputeApi): ReturnType<ComputeApi['save']> =>
    model.save({ target: null, overwrite: false }, call());
  const retrained = async (
    model: ComputeApi,
    optimizer: OptimizerSettings,
  ): Promise<Map<string, Float32Array>> => {
    const engine = await engineOn(model);
    const { result } = await train(engine, optimizer);
    const edit = await keep(model, engine, optimizer, result);
    await model.setEdits({ edits: [edit] }, call());
    return weightsOf(engine);
  };

  it('is compiled and gone on from by TensorFlow.js, and to the bit by our engine', async () => {
    const straight = await engineOn(await opened());
    const four = { losses: LOSSES, optimizer: MOMENTUM, epochs: 4, batchSize: 20 };
    await straight.api.train(request(data, four));

    const model = await opened();
    const weights = await retrained(model, MOMENTUM);
    const before = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const { written } = await save(model);
    assert.deepEqual([...written].sort(), ['model.json', 'optimizer.bin', 'weights.rev2.bin']);
    const after = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(after.modelTopology, before.modelTopology);
    assert.deepEqual(storedTraining(after as never, ['out']), {
      losses: LOSSES,
      metrics: ['accuracy'],
      optimizer: MOMENTUM,
    });

    const loaded = await loadWithTfjs(path);
    assert.equal(loaded.optimizer.getClassName(), 'Momentum');
    const [iterations, ...slots] = await loaded.optimizer.getWeights();
    assert.equal(iterations?.tensor.dataSync()[0], 4);
    assert.deepEqual(
      slots.map(({ tensor }) => tensor.shape),
      [[4, 8], [8], [8, 2], [2]],
    );
    assert.ok(slots.every(({ tensor }) => tensor.dataSync().some((value) => value !== 0)));
    for (const [name, values] of weightValues(loaded)) assert.deepEqual(values, weights.get(name));
    loaded.dispose();

    const again = await engineOn(await opened());
    assert.equal(again.loaded.optimizerState, true);
    const { started } = await train(again, MOMENTUM, true);
    assert.equal(started?.resumed, true, started?.resumeNote ?? '');
    assert.equal(largestDifference(await weightsOf(again), await weightsOf(straight)), 0);
  });

  it('is as it was, to the byte of model.json, when that is undone after the save', async () => {
    const text = await readFile(path, 'utf8');
    const model = await opened();
    await retrained(model, MOMENTUM);
    const { before, training } = await save(model);
    assert.ok(training !== null);
    await model.open(null, call());
    const undo: Edit = { label: 'Undo', patches: before, storage: [], training };
    await model.setEdits({ edits: [undo] }, call());
    const back = await save(model);
    const shards = /weights(\.rev\d+)?\.bin/g;
    assert.equal((await readFile(path, 'utf8')).replace(shards, ''), text.replace(shards, ''));
    assert.equal((await readdir(folder)).length, 2, 'the file of the optimizer is gone');

    await model.open(null, call());
    assert.ok(back.training !== null);
    const redo: Edit = { ...undo, patches: back.before, training: back.training };
    await model.setEdits({ edits: [redo] }, call());
    await save(model);
    const loaded = await loadWithTfjs(path);
    assert.equal((await loaded.optimizer.getWeights())[0]?.tensor.dataSync()[0], 4);
    loaded.dispose();
  });

  it('takes the state of another optimizer in the place of the one before', async () => {
    const model = await opened();
    await retrained(model, MOMENTUM);
    await save(model);
    await model.open(null, call());
    await retrained(model, ADAM);
    await save(model);
    const loaded = await loadWithTfjs(path);
    assert.equal(loaded.optimizer.getClassName(), 'Adam');
    assert.equal((await loaded.optimizer.getWeights()).length, 9);
    loaded.dispose();
    assert.equal((await readdir(folder)).length, 3, 'one file of an optimizer is there');
  });

  for (const name of ['sgd', 'adam', 'adamax', 'rmsprop', 'adagrad', 'adadelta'] as const) {
    it(`trains on in TensorFlow.js with all that ${name} needs`, async () => {
      const model = await opened();
      await retrained(model, { name, learningRate: 0.05 });
      await save(model);
      const loaded = await loadWithTfjs(path);
      assert.equal(loaded.optimizer.getClassName().toLowerCase(), name);
      const [x, y] = [tf.ones([4, 4]), tf.oneHot([0, 1, 0, 1], 2)];
      const { history } = await loaded.fit(x, y, { epochs: 2 });
      assert.ok(history.loss?.every((loss) => Number.isFinite(loss)));
      for (const [, values] of weightValues(loaded)) assert.ok(values.every(Number.isFinite));
      loaded.dispose();
    });
  }

  it('is written whole where it is saved elsewhere', async () => {
    const model = await opened();
    await retrained(model, ADAM);
    const target = join(folder, 'copy', 'model.json');
    await model.save({ target, overwrite: false }, call());
    const loaded = await loadWithTfjs(target);
    assert.equal(loaded.optimizer.getClassName(), 'Adam');
    assert.equal((await loaded.optimizer.getWeights()).length, 9);
    loaded.dispose();
    assert.equal('trainingConfig' in (JSON.parse(await readFile(path, 'utf8')) as object), false);
  });

  describe('and was saved by TensorFlow.js with its optimizer among the weights', () => {
    beforeEach(async () => {
      const model = await loadWithTfjs(path);
      model.compile({ optimizer: 'adam', loss: LOSSES[0] });
      const [{ values: x } = { values: [] }] = data.inputs;
      const [{ values: y } = { values: [] }] = data.targets;
      await model.fit(
        tf.tensor2d(x as Float32Array, [40, 4]),
        tf.tensor2d(y as Float32Array, [40, 2]),
        { epochs: 1 },
      );
      const { json, weights } = await savedModel(model, { includeOptimizer: true });
      model.dispose();
      await writeFile(path, json);
      await writeFile(join(folder, 'weights.bin'), weights);
    });

    it('has the new state there', async () => {
      const model = await opened();
      await retrained(model, ADAM);
      await save(model);
      const loaded = await loadWithTfjs(path);
      const optimizer = await loaded.optimizer.getWeights();
      assert.equal(optimizer[0]?.tensor.dataSync()[0], 4);
      loaded.dispose();
      assert.equal((await readdir(folder)).length, 2, 'no file more');
    });

    it('refuses that of another, and says what to do', async () => {
      const model = await opened();
      await assert.rejects(retrained(model, MOMENTUM), (error) => {
        assert.ok(error instanceof ModelMismatchError);
        return /state of another optimizer .* cannot be replaced/.test(error.message);
      });
      assert.deepEqual(await readdir(storage), [], 'nothing of the draft stays');
    });
  });
});
