import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isRunning } from '../../src/compute/client';
import { keptPreprocessing } from '../../src/core/dataset/kept';
import type { Json } from '../../src/core/json';
import { recordName } from '../../src/core/retrain/recordName';
import type { StackEdit } from '../../src/host/edits/documentEdits';
import { ModelDocument } from '../../src/host/modelDocument';
import { Reporter } from '../../src/host/reporter';
import { RetrainSession } from '../../src/host/retrain/retrainSession';
import { recordOf } from '../../src/host/retrain/saveRecord';
import { findCheckpoints } from '../../src/host/timeline/findCheckpoints';
import type { RetrainRequest } from '../../src/protocol/retrainPage';
import type { RunOutcome } from '../../src/protocol/retrainRun';
import type { TrainSettings } from '../../src/protocol/training';
import { withNative } from '../support/native';
import { SAMPLES_FOLDER } from '../support/sampleData';
import { foldersWith } from './support/folders';
import { eventually } from './support/tabs';
import { trainingSetting } from './support/trainingSetting';

/** What the page asks for, without the page. */
describe('Retraining an open model', () => {
  let reporter: Reporter;
  let folder: string;
  let document: ModelDocument;
  let session: RetrainSession;
  let steps: StackEdit[];

  before(() => {
    reporter = new Reporter(vscode.window.createOutputChannel('Test', { log: true }));
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    session.dispose();
    document.dispose();
    await trainingSetting('nativePath', undefined);
    await rm(folder, { recursive: true, force: true });
  });
  after(() => {
    reporter.dispose();
  });

  /** Opens a copy of a sample, with its data as the form would propose them. */
  async function open(sample: string): Promise<RetrainRequest['data']> {
    await cp(join(SAMPLES_FOLDER, sample), join(folder, sample), { recursive: true });
    const folders = foldersWith(join(folder, 'storage'));
    document = new ModelDocument(
      vscode.Uri.file(join(folder, sample, 'model.json')),
      folders,
      reporter,
    );
    steps = [];
    document.edits.onDidChange((step) => {
      if (step !== undefined) steps.push(step);
    });
    await document.overview();
    session = new RetrainSession(document, {
      memory: memento(),
      folders,
      reporter,
      version: '0.0.0',
    });
    const { api } = session.data;
    const call = { signal: new AbortController().signal, progress: () => undefined };
    const { table } = await api.startData(null, call);
    assert.ok(table !== null);
    const { losses } = settingsOf(sample);
    const { choice } = await api.proposeData({ table: table.table, losses }, call);
    const validation = { kind: 'fraction', fraction: 0.2, seed: 4, stratified: true } as const;
    return { table: table.table, choice, validation };
  }

  async function train(
    data: RetrainRequest['data'],
    settings: TrainSettings,
    keepPreprocessing = true,
  ): Promise<RunOutcome> {
    const dataNames = { rows: 'data.csv', validation: null };
    await session.train({ data, dataNames, settings, keepPreprocessing, keepOptimizer: false });
    const { outcome } = session.runs.state ?? {};
    assert.ok(outcome != null);
    return outcome;
  }

  /** All values of all weights, as the document has them. */
  async function values(): Promise<ReadonlyMap<string, readonly number[]>> {
    const { model } = await session.engine();
    const all = model.weights.map(async ({ weight, name, shape }) => {
      const end = shape.reduce((product, length) => product * length, 1);
      const read = await document.model.values({ weight, start: 0, end });
      return [name, Array.from(read as Float32Array)] as const;
    });
    return new Map(await Promise.all(all));
  }

  function accuracy({ result }: RunOutcome): number {
    assert.ok(result !== null);
    return result.history[result.keptEpoch - 1]?.validation?.metrics[0] ?? NaN;
  }

  for (const [sample, least] of [
    ['iris', 0.95],
    ['digits', 0.97],
    ['coffee-roasting', 0.95],
  ] as const) {
    it(`brings ${sample} to ${100 * least} % of the rows held out, on WebAssembly`, async () => {
      await trainingSetting('backend', 'wasm');
      const data = await open(sample);
      assert.equal((await session.engine()).backend.backend, 'wasm');
      const outcome = await train(data, settingsOf(sample));
      await trainingSetting('backend', undefined);
      assert.equal(outcome.kind, 'kept', outcome.message);
      assert.ok(accuracy(outcome) >= least, String(accuracy(outcome)));
      assert.match(outcome.message, /validation rows: loss .*accuracy .*before, loss/);
    });
  }

  withNative('on native TensorFlow', (nativeFolder) => {
    for (const [sample, least] of [
      ['iris', 0.95],
      ['digits', 0.97],
      ['coffee-roasting', 0.95],
    ] as const) {
      it(`brings ${sample} to ${100 * least} % of the rows held out`, async () => {
        await trainingSetting('nativePath', nativeFolder);
        const data = await open(sample);
        assert.equal((await session.engine()).backend.backend, 'native');
        const outcome = await train(data, settingsOf(sample));
        assert.equal(outcome.kind, 'kept', outcome.message);
        assert.ok(accuracy(outcome) >= least, String(accuracy(outcome)));
      });
    }
  });

  it('is one edit that undo takes back, with frozen layers as they were to the bit, and preprocessing beside it', async () => {
    const data = await open('iris');
    const before = await values();
    const outcome = await train(data, { ...settingsOf('iris'), epochs: 2, frozen: [0] });
    assert.equal(outcome.kind, 'kept', outcome.message);
    assert.deepEqual(
      steps.map(({ label }) => label),
      ['Retrain 2 epochs'],
    );
    const after = await values();
    const movement = new Map(outcome.result?.movement.map(({ weight, text }) => [weight, text]));
    for (const { weight, name, layer } of (await session.engine()).model.weights) {
      const stays = layer === 'hidden_1';
      assert.equal(String(after.get(name)) === String(before.get(name)), stays, name);
      assert.equal(movement.get(weight) === 'unchanged, bit for bit', stays, name);
    }
    assert.equal(keptPreprocessing(await json())?.inputs[0]?.columns.length, 4);

    await steps[0]?.undo();
    assert.deepEqual(await values(), before);
    assert.equal(keptPreprocessing(await json()), undefined);
    // The training process has the weights of before again, and so comes to the same.
    await train(data, { ...settingsOf('iris'), epochs: 2, frozen: [0] }, false);
    assert.deepEqual(await values(), after);
    assert.equal(keptPreprocessing(await json()), undefined);
  });

  it('leaves a record with which it can be done again, to the bit', async () => {
    const data = await open('iris');
    await train(data, { ...settingsOf('iris'), epochs: 3 });
    const first = await values();
    assert.ok(session.lastRun !== undefined);
    const text = recordOf(session, session.lastRun);
    await writeFile(join(folder, 'iris', recordName('model.json', session.lastRun.began)), text);
    const checkpoints = await findCheckpoints(vscode.Uri.file(join(folder, 'iris')), 'name');
    assert.deepEqual(
      checkpoints.map(({ name }) => name),
      ['model.json'],
      'A record beside a model is no checkpoint.',
    );
    const record = JSON.parse(text) as {
      readonly backend: { readonly versions: string };
      readonly data: Pick<RetrainRequest['data'], 'choice' | 'validation'> & {
        readonly sha256: string;
        readonly trainingRows: number;
      };
      readonly settings: TrainSettings;
      readonly curves: { readonly validation: { readonly accuracy: readonly number[] } };
      readonly movement: readonly { readonly name: string; readonly text: string }[];
    };
    assert.match(record.backend.versions, /TensorFlow\.js 4/);
    assert.match(record.data.sha256, /^[0-9a-f]{64}$/);
    assert.equal(record.data.trainingRows, 120);
    assert.equal(record.curves.validation.accuracy.length, 3);
    assert.match(record.movement[0]?.text ?? '', /^moved .* %, turned/);
    await steps[0]?.undo();
    const { choice, validation } = record.data;
    await train({ table: data.table, choice, validation }, record.settings);
    assert.deepEqual(await values(), first);
  });

  it('keeps the last whole epoch when it is stopped, and nothing when it is cancelled', async () => {
    const data = await open('iris');
    const before = await values();
    const endless = { ...settingsOf('iris'), epochs: 100_000, restoreBest: false };
    const cancelled = train(data, endless);
    await epochs(2);
    await session.control('cancel');
    assert.equal((await cancelled).kind, 'cancelled');
    assert.deepEqual([steps.length, await values()], [0, before]);

    const stopped = train(data, endless);
    await epochs(2);
    await session.control('stop');
    const { kind, result } = await stopped;
    assert.equal(kind, 'kept');
    assert.ok(result !== null && result.epochs >= 2 && result.epochs < 100_000);
    assert.deepEqual(
      steps.map(({ label }) => label),
      [`Retrain ${result.epochs} epochs`],
    );
  });

  it('waits while it is paused', async () => {
    const data = await open('iris');
    const run = train(data, { ...settingsOf('iris'), epochs: 100_000 });
    await epochs(1);
    await session.control('pause');
    await eventually(
      'it says that it is paused',
      () => session.runs.state?.latest?.paused === true,
    );
    const step = session.runs.state?.latest?.step;
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(session.runs.state?.latest?.step, step);
    await session.control('resume');
    await eventually('it goes on', () => (session.runs.state?.latest?.step ?? 0) > (step ?? 0));
    await session.control('cancel');
    await run;
  });

  it('ends at the first number that is not finite, keeps the last good epoch and names the tensor', async () => {
    const data = await open('coffee-roasting');
    const before = await values();
    const outcome = await train(data, {
      ...settingsOf('coffee-roasting'),
      optimizer: { name: 'sgd', learningRate: 1e30 },
    });
    assert.equal(outcome.kind, 'unchanged');
    assert.match(outcome.message, /^Training stopped at step \d+ .*no longer a finite number/);
    assert.match(outcome.message, /as they were before training.*learning rate below/);
    assert.ok(outcome.weight !== null);
    assert.deepEqual([steps.length, await values()], [0, before]);
  });

  it('leaves the model as it was when the training process is killed, and trains in a new one', async () => {
    const data = await open('iris');
    const before = await values();
    const run = train(data, { ...settingsOf('iris'), epochs: 100_000 });
    await epochs(1);
    process.kill((await session.engine()).pid ?? 0, 'SIGKILL');
    const { kind, message } = await run;
    assert.equal(kind, 'failed');
    assert.match(message, /training process stopped: .*The model is as it was/);
    assert.deepEqual([steps.length, await values()], [0, before]);
    assert.equal((await train(data, { ...settingsOf('iris'), epochs: 1 })).kind, 'kept');
  });

  it('asks before it takes the place of edits that were made meanwhile', async () => {
    const data = await open('iris');
    const edit = async (): Promise<void> => {
      const endless = train(data, { ...settingsOf('iris'), epochs: 100_000 });
      await epochs(1);
      await document.edits.edit({ kind: 'scale', weights: [1], factor: 2 }, {});
      await session.control('stop');
      assert.equal((await endless).kind, 'waiting');
    };
    await edit();
    const edited = await values();
    const again = {
      data,
      dataNames: { rows: '', validation: null },
      keepPreprocessing: false,
      keepOptimizer: false,
    };
    await assert.rejects(
      session.train({ ...again, settings: settingsOf('iris') }),
      /waits for an answer/,
    );
    await session.settle(false);
    assert.equal(session.runs.state?.outcome?.kind, 'dropped');
    assert.deepEqual(await values(), edited);

    await edit();
    const editedAgain = await values();
    await session.settle(true);
    assert.equal(session.runs.state.outcome.kind, 'kept');
    assert.notDeepEqual(await values(), editedAgain);
    await steps.at(-1)?.undo();
    assert.deepEqual(await values(), editedAgain);
  });

  it('ends with the document', async () => {
    const data = await open('iris');
    const run = train(data, { ...settingsOf('iris'), epochs: 100_000 });
    await epochs(1);
    const { pid = 0 } = await session.engine();
    session.dispose();
    document.dispose();
    assert.equal((await run).kind, 'cancelled');
    await eventually('the process ends', () => !isRunning(pid));
  });

  it('tells the memory that it would take before it begins, and refuses too much with advice', async () => {
    const data = await open('iris');
    const settings = settingsOf('iris');
    const signal = new AbortController().signal;
    const rows = { training: 120, validation: 30 };
    const { bytes, weights, data: ofRows } = await session.estimate({ settings, rows }, signal);
    assert.ok(weights > 0 && bytes > weights);
    assert.equal(ofRows, 4 * (4 + 3) * 150);
    await trainingSetting('memoryLimitMB', 0.001);
    const outcome = await train(data, settings);
    await trainingSetting('memoryLimitMB', undefined);
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.message, /more than the .* allowed\. Try /);
  });

  it('weighs classes by how often they are among the training rows', async () => {
    const data = await open('coffee-roasting');
    const [no = 0, yes = 0] = await session.balance(data);
    // 81 % of the roasts are bad.
    assert.ok(yes / no > 3.5 && yes / no < 5, `${no} ${yes}`);
    assert.ok(Math.abs(0.812 * no + 0.188 * yes - 1) < 0.01);
  });

  async function epochs(count: number): Promise<void> {
    await eventually(
      `${count} epochs are done`,
      () =>
        session.runs.state?.outcome === null && session.runs.state.curves.epochs.length >= count,
    );
  }

  async function json(): Promise<Json> {
    return JSON.parse((await document.model.modelText(null)).text) as Json;
  }
});

function settingsOf(sample: string): TrainSettings {
  const isDigits = sample === 'digits';
  return {
    losses: [sample === 'coffee-roasting' ? 'binaryCrossentropy' : 'categoricalCrossentropy'],
    metrics: ['accuracy'],
    optimizer: { name: 'adam', learningRate: isDigits ? 0.0003 : 0.005 },
    batchSize: isDigits ? 32 : 16,
    epochs: isDigits ? 3 : 20,
    seed: 1,
    earlyStopping: null,
    restoreBest: false,
    classWeights: null,
    frozen: [],
    measuredRows: 100,
    resume: false,
  };
}

/** What VS Code keeps for a workspace, kept for a test. */
function memento(): vscode.Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
    update: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
}
