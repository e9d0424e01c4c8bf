import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type CompareWorker, startCompareWorker } from '../../src/compute/client';
import type { CopyRequest } from '../../src/protocol/compare';
import { copyToA } from '../../src/host/compare/copyToA';
import { sidedFiles } from '../../src/host/compare/sidedFiles';
import { ModelDocument } from '../../src/host/modelDocument';
import { Reporter } from '../../src/host/reporter';
import type { WeightValues } from '../../src/core/format/weightSource';
import { float32, type TempModel, tempModel } from '../support/tempModel';
import { foldersWith } from './support/folders';

/** More than two of the pieces in which values are brought. */
const LARGE = 600_000;

/** What the page of a comparison asks for, without the page. */
describe('Copying tensors of B to A', () => {
  let reporter: Reporter;
  let storage: string;
  let models: readonly TempModel[];
  let document: ModelDocument;
  let worker: CompareWorker;
  const never = new AbortController().signal;

  before(() => {
    reporter = new Reporter(vscode.window.createOutputChannel('Test', { log: true }));
  });
  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'weightscope-'));
    const model = (first: number): Promise<TempModel> =>
      tempModel([
        float32('large', [LARGE], new Float32Array(LARGE).fill(first)),
        float32('same', [2], [1, 2]),
      ]);
    models = await Promise.all([model(0), model(1)]);
    const [a, b] = models.map(({ path }) => vscode.Uri.file(path));
    assert.ok(a !== undefined && b !== undefined);
    document = new ModelDocument(a, foldersWith(storage), reporter);
    await document.overview();
    const extension = vscode.extensions.getExtension('weightscope.weightscope');
    const side = (uri: vscode.Uri) => ({ path: uri.fsPath, fileName: 'model.json' });
    worker = startCompareWorker(
      join(extension?.extensionPath ?? '', 'dist', 'worker.js'),
      { a: side(a), b: side(b) },
      sidedFiles(a, b),
    );
    await worker.comparison.openBoth({ hand: [] });
  });
  afterEach(async () => {
    worker.dispose();
    document.dispose();
    for (const model of models) await model.remove();
    await rm(storage, { recursive: true, force: true });
  });
  after(() => {
    reporter.dispose();
  });

  const copying = (signal: AbortSignal) => ({ from: 'later', signal, isCurrent: () => true });
  const requestOf = async (name: string): Promise<CopyRequest> => {
    const lines = await worker.comparison.pairLines({ start: 0, end: 2 });
    const pair = lines.find((line) => line.name === name)?.pair ?? -1;
    return { pair, name, nameInB: name, layer: false };
  };
  const ends = (): Promise<WeightValues> =>
    document.model.values({ weight: 0, start: LARGE - 2, end: LARGE });

  it('is one edit, and tells what became of each', async () => {
    const request = await requestOf('large');
    const copied = await copyToA(document, worker.comparison, request, copying(never));
    assert.deepEqual(
      copied?.tensors.map(({ name, values, changed, normAfter }) => [
        ...[name, values, changed, normAfter],
      ]),
      [['large', LARGE, LARGE, Math.sqrt(LARGE)]],
    );
    assert.deepEqual(await ends(), Float32Array.of(1, 1));
    assert.deepEqual(
      document.edits.edits.map(({ label }) => label),
      ['Copy large from later'],
    );
  });

  it('is stopped halfway by whoever takes it back, and changes nothing then', async () => {
    const controller = new AbortController();
    const { comparison } = worker;
    // The process itself, which is left in the middle of the tensor.
    const stopped = new Proxy(comparison, {
      get: (of, name) =>
        name !== 'sideValues'
          ? (Reflect.get(of, name) as unknown)
          : (...[range, options]: Parameters<typeof comparison.sideValues>) => {
              if (range.start > 0) controller.abort();
              return comparison.sideValues(range, options);
            },
    });
    const request = await requestOf('large');
    await assert.rejects(copyToA(document, stopped, request, copying(controller.signal)), {
      name: 'CancelledError',
    });
    assert.deepEqual(await ends(), Float32Array.of(0, 0));
    assert.deepEqual(document.edits.edits, []);
  });

  it('is refused with a sentence where A has it already', async () => {
    const request = await requestOf('same');
    await assert.rejects(
      copyToA(document, worker.comparison, request, copying(never)),
      /A holds same already, as B has it or as it is stored in A: nothing was copied\./,
    );
    assert.deepEqual(document.edits.edits, []);
  });
});
