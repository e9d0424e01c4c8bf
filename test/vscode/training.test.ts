import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { isRunning } from '../../src/compute/client';
import { keptConfigOf } from '../../src/core/dataset/keptConfig';
import { elementsOf } from '../../src/core/model/strides';
import { documentEngineSource } from '../../src/host/engine/engineSource';
import { keepTrained } from '../../src/host/engine/keepTrained';
import {
  type EngineHelp,
  type ModelEngine,
  startModelEngine,
} from '../../src/host/engine/modelEngine';
import { installWithProgress } from '../../src/host/engine/nativeCommands';
import type { StackEdit } from '../../src/host/edits/documentEdits';
import { ModelDocument } from '../../src/host/modelDocument';
import { nativeInstallation } from '../../src/host/node/startTraining';
import { Reporter } from '../../src/host/reporter';
import type { TrainRequest, TrainSettings } from '../../src/protocol/training';
import { nativeFolder, withNative } from '../support/native';
import { sampleModel } from '../support/sampleData';
import { request as trainRequest } from '../support/trainRequest';
import { iris } from '../unit/engine/datasets';
import { foldersWith } from './support/folders';
import { MemoryFileSystem } from './support/memoryFileSystem';
import { eventually } from './support/tabs';
import { trainingSetting } from './support/trainingSetting';

const MODEL = vscode.Uri.parse('weightscope-train:/iris/model.json');
const { token } = new vscode.CancellationTokenSource();

/** What pages that train ask for, without the pages. */
describe('Training a model on a file system that only VS Code reaches', () => {
  const files = new Map<string, Uint8Array>();
  const engines: ModelEngine[] = [];
  let fileSystem: vscode.Disposable;
  let reporter: Reporter;
  let storage: string;
  let document: ModelDocument;
  let help: EngineHelp;

  before(() => {
    reporter = new Reporter(vscode.window.createOutputChannel('Test', { log: true }));
    fileSystem = vscode.workspace.registerFileSystemProvider(
      'weightscope-train',
      new MemoryFileSystem(files),
    );
  });
  beforeEach(async () => {
    files.clear();
    const folder = dirname(sampleModel('iris'));
    for (const name of readdirSync(folder))
      files.set(`/iris/${name}`, readFileSync(join(folder, name)));
    storage = await mkdtemp(join(tmpdir(), 'weightscope-'));
    const folders = foldersWith(storage);
    document = new ModelDocument(MODEL, folders, reporter);
    help = { folders, reporter };
    await document.overview();
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) engine.dispose();
    document.dispose();
    await trainingSetting('backend', undefined);
    await trainingSetting('nativePath', undefined);
    await rm(storage, { recursive: true, force: true });
  });
  after(() => {
    fileSystem.dispose();
    reporter.dispose();
  });

  const start = async (more: Partial<EngineHelp> = {}): Promise<ModelEngine> => {
    const engine = await startModelEngine(documentEngineSource(document), { ...help, ...more });
    engines.push(engine);
    return engine;
  };
  const valuesOf = async (weight: number, size: number): Promise<number[]> => {
    const values = await document.model.values({ weight, start: 0, end: size });
    return Array.from(values as Float32Array);
  };
  const all = (engine: ModelEngine): Promise<number[][]> =>
    Promise.all(
      engine.model.weights.map(({ weight, shape }) => valuesOf(weight, elementsOf(shape))),
    );

  it('makes one undoable edit of the trained values; the frozen layer stays to the bit, and Save writes the rest', async () => {
    const steps: StackEdit[] = [];
    document.edits.onDidChange((step) => {
      if (step !== undefined) steps.push(step);
    });
    await document.edits.edit({ kind: 'scale', weights: [0], factor: 0.5 }, {});
    const engine = await start();
    const before = await all(engine);
    const frozen = engine.model.weights[0]?.layer ?? '';
    const result = await engine.engine.train(request({ epochs: 3, frozen: [0] }));
    assert.equal(result.epochs, 3);
    const fractions: number[] = [];
    const kept = await keepTrained(
      document,
      engine,
      { label: 'Retrain 3 epochs', metadata: [{ key: 'trainedOn', value: 'iris.csv' }] },
      { onProgress: ({ fraction }) => fractions.push(fraction) },
    );
    assert.equal(kept?.changed, true);
    assert.deepEqual(
      kept.tensors.map(({ weight, rounded }) => ({ weight, rounded })),
      engine.model.weights.map(({ weight }) => ({ weight, rounded: false })),
    );
    assert.equal(fractions.at(-1), 1);
    assert.deepEqual(
      steps.map(({ label }) => label.replace(/^Scale .*/, 'Scale')),
      ['Scale', 'Retrain 3 epochs'],
    );
    const after = await all(engine);
    for (const [i, { name, layer }] of engine.model.weights.entries()) {
      if (layer === frozen) assert.deepEqual(after[i], before[i], name);
      else assert.notDeepEqual(after[i], before[i], name);
    }
    const edited = document.edits.edits.at(-1)?.patches.map(({ weight }) => weight);
    const trained = engine.model.weights.filter(({ layer }) => layer !== frozen);
    assert.deepEqual(
      edited,
      trained.map(({ weight }) => weight),
    );

    await steps[1]?.undo();
    assert.deepEqual(await all(engine), before);
    await steps[1]?.redo();
    await document.save(token);
    assert.deepEqual(await all(engine), after);
    const old = JSON.parse(readFileSync(sampleModel('iris'), 'utf8')) as Record<string, unknown>;
    const now = JSON.parse(new TextDecoder().decode(files.get('/iris/model.json'))) as typeof old;
    assert.deepEqual(now.modelTopology, old.modelTopology);
    assert.deepEqual(now.trainingConfig, old.trainingConfig);
    assert.equal((now.userDefinedMetadata as Record<string, unknown>).trainedOn, 'iris.csv');
  });

  it('keeps the optimizer in the model where that is asked for, and undone and saved again that of before', async () => {
    const steps: StackEdit[] = [];
    document.edits.onDidChange((step) => {
      if (step !== undefined) steps.push(step);
    });
    const stepsDone = async (): Promise<unknown> => {
      const iter = (await storedNames(document)).indexOf('iter');
      return (await document.model.values({ weight: iter, start: 0, end: 1, of: 'stored' }))[0];
    };
    const before = await stepsDone();
    const engine = await start();
    const run = request({ epochs: 1 });
    const { slots } = await engine.engine.train(run);
    const optimizer = { config: keptConfigOf(run.settings), slots };
    await keepTrained(document, engine, { label: 'Retrain 1 epoch', optimizer });
    await document.save(token);
    assert.equal(await stepsDone(), Math.ceil(run.data.rows / run.settings.batchSize));
    const next = await start();
    assert.equal(next.model.optimizerState, true);
    const started: boolean[] = [];
    await next.engine.train(request({ epochs: 1, resume: true }), {
      onProgress: (progress) => progress.kind === 'started' && started.push(progress.resumed),
    });
    assert.deepEqual(started, [true]);
    await steps[0]?.undo();
    await document.save(token);
    assert.equal(await stepsDone(), before);
    const now = JSON.parse(new TextDecoder().decode(files.get('/iris/model.json'))) as object;
    const old = JSON.parse(readFileSync(sampleModel('iris'), 'utf8')) as object;
    assert.deepEqual({ ...now, weightsManifest: null }, { ...old, weightsManifest: null });
  });

  it('knows that it holds old values after an edit, and loads the new ones', async () => {
    const engine = await start();
    assert.equal(engine.stale, false);
    await document.edits.edit({ kind: 'fill', weights: [0], value: 0.25 }, {});
    assert.equal(engine.stale, true);
    const { weight, shape } = engine.model.weights[0] ?? { weight: 0, shape: [0] };
    const range = { weight, start: 0, end: elementsOf(shape) };
    assert.notEqual((await engine.engine.values(range))[0], 0.25);
    await engine.reload();
    assert.equal(engine.stale, false);
    assert.ok((await engine.engine.values(range)).every((value) => value === 0.25));
    const kept = await keepTrained(document, engine, { label: 'Nothing' });
    assert.equal(kept?.changed, false);
    assert.ok(kept.tensors.every(({ changed, rounded }) => changed === 0 && !rounded));
  });

  it('lives through the death of the training process; the document is as it was, and trains in the next', async () => {
    const engine = await start();
    const before = await all(engine);
    const reasons: string[] = [];
    engine.onExit(({ message }) => reasons.push(message));
    const run = engine.engine.train(request({ epochs: 100_000 }), {
      onProgress: ({ kind }) => kind === 'epoch' && process.kill(engine.pid ?? 0, 'SIGKILL'),
    });
    const sentence = /training process stopped: the system ended it.*The model is as it was/;
    await assert.rejects(run, sentence);
    await assert.rejects(keepTrained(document, engine, { label: 'Lost' }), sentence);
    assert.match(reasons.join(), sentence);
    assert.deepEqual(document.edits.edits, []);
    assert.deepEqual(await all(engine), before);
    assert.equal(left(storage).length, 0, 'no half draft stays');
    const next = await start();
    assert.equal((await next.engine.train(request({ epochs: 1 }))).epochs, 1);
  });

  it('ends its process when the model is closed', async () => {
    const { pid = 0 } = await start();
    assert.ok(isRunning(pid));
    document.dispose();
    await eventually('the process ends', () => !isRunning(pid));
  });

  it('is not started at all when it is cancelled while it loads', async () => {
    const controller = new AbortController();
    const starting = start({
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(starting, { name: 'CancelledError' });
  });

  it('on a backend that the settings name says so', async () => {
    await trainingSetting('backend', 'cpu');
    const { backend } = await start();
    assert.equal(backend.backend, 'cpu');
    assert.match(backend.reason, /chosen in the settings/);
  });

  it('says what to do where native TensorFlow cannot be installed, and leaves nothing behind', async () => {
    // Nobody listens there: its downloads fail on every machine.
    const nowhere = 'http://127.0.0.1:9/';
    const env = {
      TFJS_NODE_BASE_URI: nowhere,
      TFJS_NODE_CDN_STORAGE: nowhere,
      npm_config_tfjs_binding_binary_host_mirror: nowhere,
    };
    await assert.rejects(
      installWithProgress(help.folders, reporter, env),
      /Native TensorFlow could not be installed: .*nothing was left behind\. Training works without it, on WebAssembly/,
    );
    assert.equal(existsSync(nativeInstallation(help.folders)), false);
    const { backend } = await start();
    assert.equal(backend.backend, nativeFolder === undefined ? 'wasm' : backend.backend);
  }).timeout(300_000);

  withNative('on native TensorFlow that the settings name', (folder) => {
    it('trains iris to 95 %', async () => {
      await trainingSetting('nativePath', folder);
      const engine = await start();
      assert.equal(engine.backend.backend, 'native', engine.backend.reason);
      const { training, validation } = iris();
      const run = request({ epochs: 30, restoreBest: true }, training);
      const { history, keptEpoch } = await engine.engine.train({ ...run, validation });
      const accuracy = history[keptEpoch - 1]?.validation?.metrics[0] ?? NaN;
      assert.ok(accuracy >= 0.95, String(accuracy));
      const kept = await keepTrained(document, engine, { label: 'Retrain 30 epochs' });
      assert.equal(kept?.changed, true);
    });
  });
});

function request(settings: Partial<TrainSettings>, data = iris().training): TrainRequest {
  return trainRequest(data, {
    losses: ['categoricalCrossentropy'],
    metrics: ['accuracy'],
    optimizer: { name: 'adam', learningRate: 0.005 },
    batchSize: 16,
    ...settings,
  });
}

async function storedNames({ model }: ModelDocument): Promise<readonly string[]> {
  const { text } = await model.modelText(null);
  const { weightsManifest } = JSON.parse(text) as {
    weightsManifest: { weights: { name: string }[] }[];
  };
  return weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name));
}

/** Files of whole tensors. */
function left(storage: string): string[] {
  const folder = join(storage, 'values');
  return existsSync(folder) ? readdirSync(folder) : [];
}
