import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFormatError } from '../../../src/core/errors';
import type { TrainResult } from '../../../src/protocol/training';
import { type Engine, startEngine } from '../../../src/engine/client';
import { buildEngine } from '../../support/buildEngine';
import { withNative } from '../../support/native';
import { iris, sample } from './datasets';
import { inProcess } from './process';
import { request, weightsOf } from './support';

const WASM = { backend: 'wasm', nativeFolder: null } as const;
const SETTINGS = {
  losses: ['categoricalCrossentropy'],
  metrics: ['accuracy'],
  optimizer: { name: 'adam', learningRate: 0.005 },
  batchSize: 16,
  epochs: 30,
  restoreBest: true,
} as const;

/** Of the epoch that is kept, on the rows held out. */
function accuracyOf({ history, keptEpoch }: TrainResult): number {
  return history[keptEpoch - 1]?.validation?.metrics[0] ?? NaN;
}

describe('the training process', () => {
  const started: Engine[] = [];
  let folder = '';
  const script = (code: string): string => {
    const path = join(folder, 'script.js');
    writeFileSync(path, code);
    return path;
  };
  const start = (path = buildEngine(), options: Parameters<typeof startEngine>[2] = {}): Engine => {
    const engine = startEngine(path, sample('iris'), options);
    started.push(engine);
    return engine;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'weightscope-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    for (const engine of started.splice(0)) engine.dispose();
  });

  it('trains again at once after a run was cancelled', () =>
    inProcess(sample('iris'), WASM, async ({ api }) => {
      const { training } = iris();
      for (let again = 0; again < 20; again++) {
        const controller = new AbortController();
        const endless = request(training, { ...SETTINGS, epochs: 100_000 });
        const run = api.train(endless, {
          signal: controller.signal,
          onProgress: () => controller.abort(),
        });
        await assert.rejects(run, { name: 'CancelledError' });
      }
      assert.equal((await api.train(request(training, { ...SETTINGS, epochs: 1 }))).epochs, 1);
    }));

  it('trains iris to 95 % on wasm, weights and data passing through its channel', () =>
    inProcess(sample('iris'), WASM, async (opened, report) => {
      assert.equal(report.backend, 'wasm');
      assert.equal(report.reason, 'It was chosen in the settings.');
      const { training, validation } = iris();
      const before = await weightsOf(opened);
      const result = await opened.api.train(request(training, SETTINGS, validation));
      assert.ok(accuracyOf(result) >= 0.95, String(accuracyOf(result)));
      const after = await weightsOf(opened);
      for (const { weight, moved } of result.movement) {
        const { name } = opened.loaded.weights.find((w) => w.weight === weight) ?? { name: '' };
        assert.notDeepEqual(after.get(name), before.get(name));
        assert.ok((moved ?? 1) > 0);
      }
    }));

  it('takes WebAssembly where native TensorFlow is not installed, and says so', async () => {
    const report = await start().engine.start({ backend: 'auto', nativeFolder: null });
    assert.equal(report.backend, 'wasm');
    assert.equal(report.reason, 'Native TensorFlow is not installed, so WebAssembly is used.');
  });

  it('goes on with WebAssembly where native TensorFlow does not load, and fails only if it was chosen', async () => {
    const report = await start().engine.start({ backend: 'auto', nativeFolder: folder });
    assert.match(
      report.reason,
      /^Native TensorFlow could not be loaded \(.+\), so WebAssembly is used\.$/,
    );
    await assert.rejects(
      start().engine.start({ backend: 'native', nativeFolder: folder }),
      /Native TensorFlow could not be loaded/,
    );
  });

  it('without its .wasm file trains in plain JavaScript', async () => {
    const alone = join(folder, 'engine.js');
    copyFileSync(buildEngine(), alone);
    const report = await start(alone).engine.start({ backend: 'auto', nativeFolder: null });
    assert.equal(report.backend, 'cpu');
    assert.match(
      report.reason,
      /WebAssembly does not work here \(.*\), so plain JavaScript is used/,
    );
  });

  it('killed in the middle of a run rejects what is pending with a sentence', async () => {
    const running = start();
    const { engine, pid } = running;
    const reasons: Error[] = [];
    running.onExit((reason) => reasons.push(reason));
    await engine.start(WASM);
    await engine.load({ text: sample('iris').text, fileName: 'model.json' });
    const run = engine.train(request(iris().training, { ...SETTINGS, epochs: 100_000 }), {
      onProgress: ({ kind }) => kind === 'epoch' && process.kill(pid ?? 0, 'SIGKILL'),
    });
    await assert.rejects(
      run,
      /training process stopped: the system ended it, .*The model is as it was/,
    );
    await assert.rejects(engine.control({ action: 'stop' }), /training process stopped/);
    assert.equal(reasons.length, 1);
  });

  it('that runs out of memory says what to do', async () => {
    // The last words of V8, which nothing in the process hears.
    const words =
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
    const dying = script(`process.stderr.write('${words}\\n', () => process.abort());`);
    await assert.rejects(
      start(dying).engine.start(WASM),
      /it ran out of memory\. Try a smaller batch/,
    );
  });

  it('that does not finish building a model is given up', async () => {
    const silent = script(`process.on('message', () => { for (;;); });`);
    await assert.rejects(
      start(silent, { loadTimeout: 300 }).engine.load({ text: '{}', fileName: 'model.json' }),
      /did not finish building the model within 0\.3 seconds/,
    );
  });

  it('passes on what is wrong with a model as the error that it is', async () => {
    const { engine } = start();
    await engine.start(WASM);
    await assert.rejects(engine.load({ text: '{', fileName: 'model.json' }), ModelFormatError);
  });
});

withNative('the training process on native TensorFlow', (folder) => {
  it('trains iris to 95 %, and says that it is the fastest', () =>
    inProcess(
      sample('iris'),
      { backend: 'auto', nativeFolder: folder },
      async ({ api }, report) => {
        assert.equal(report.backend, 'native');
        assert.match(report.versions, /TensorFlow \d/);
        const { training, validation } = iris();
        const result = await api.train(request(training, SETTINGS, validation));
        assert.ok(accuracyOf(result) >= 0.95, String(accuracyOf(result)));
      },
    ));
});
