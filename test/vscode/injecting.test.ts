import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ModelDocument } from '../../src/host/modelDocument';
import { Reporter } from '../../src/host/reporter';
import type { StackEdit } from '../../src/host/edits/documentEdits';
import { foldersWith } from './support/folders';
import { MemoryFileSystem } from './support/memoryFileSystem';
import { tinyModel } from './support/tinyModel';

const TARGET = vscode.Uri.parse('weightscope-inject:/target/model.json');
const SOURCE = vscode.Uri.parse('weightscope-inject:/source/model.json');
const { token } = new vscode.CancellationTokenSource();

/** What the pages of the editor and of the plan ask for, without the pages. */
describe('A model on a file system that only VS Code reaches', () => {
  const files = new Map<string, Uint8Array>();
  let fileSystem: vscode.Disposable;
  let reporter: Reporter;
  let storage: string;
  let document: ModelDocument;

  before(() => {
    reporter = new Reporter(vscode.window.createOutputChannel('Test', { log: true }));
    fileSystem = vscode.workspace.registerFileSystemProvider(
      'weightscope-inject',
      new MemoryFileSystem(files),
    );
  });
  beforeEach(async () => {
    files.clear();
    const { json, weights } = tinyModel();
    files.set('/target/model.json', json).set('/target/weights.bin', weights);
    files.set('/source/model.json', json).set('/source/weights.bin', bytesOf([5, 6, 7]));
    storage = await mkdtemp(join(tmpdir(), 'weightscope-'));
    const folders = foldersWith(storage);
    document = new ModelDocument(TARGET, folders, reporter);
    await document.overview();
  });
  afterEach(async () => {
    document.dispose();
    await rm(storage, { recursive: true, force: true });
  });
  after(() => {
    fileSystem.dispose();
    reporter.dispose();
  });

  it('takes the weights of another there, is saved with the receipt, and undone and saved again to the byte', async () => {
    const before = new Map(files);
    const steps: StackEdit[] = [];
    document.edits.onDidChange((step) => {
      if (step !== undefined) steps.push(step);
    });
    await inject(document);
    assert.deepEqual(new Map(files), before, 'nothing is written before it is saved');
    await document.save(token);
    assert.deepEqual(weightsIn(files, '/target'), [5, 6, 7]);
    const { userDefinedMetadata } = jsonIn(files, '/target');
    const [receipt] = Object.values(userDefinedMetadata ?? {});
    assert.deepEqual(receipt?.sources, ['source/model.json']);
    assert.deepEqual(
      receipt.copied.map(({ target }) => target),
      ['dense/kernel', 'dense/bias'],
    );
    assert.equal(files.size, 4, 'the old shard goes');

    await steps[0]?.undo();
    await document.save(token);
    assert.deepEqual(weightsIn(files, '/target'), [1.5, -2, 0.25]);
    const [path = ''] = pathsIn(files, '/target');
    const text = new TextDecoder().decode(files.get('/target/model.json'));
    assert.equal(
      text.replace(path, 'weights.bin'),
      new TextDecoder().decode(before.get('/target/model.json')),
    );
    assert.deepEqual(files.get('/source/weights.bin'), before.get('/source/weights.bin'));
  });

  it('is saved elsewhere when its model.json was deleted, and says so when saved in place', async () => {
    await document.edits.edit({ kind: 'fill', weights: [0], value: 1 }, {});
    files.delete('/target/model.json');
    await assert.rejects(document.save(token), /model\.json was deleted or moved.*Save As/);
    const target = vscode.Uri.parse('weightscope-inject:/rescued/model.json');
    await document.saveAs(target, token);
    assert.deepEqual(weightsIn(files, '/rescued'), [1, 1, 0.25]);
    assert.deepEqual(document.edits.edits, []);
  });

  it('is saved beside the model, which keeps its weights', async () => {
    const before = new Map(files);
    await document.edits.edit({ kind: 'fill', weights: [0], value: 1 }, {});
    await document.saveAs(vscode.Uri.parse('weightscope-inject:/target/copy.json'), token);
    for (const [path, bytes] of before) assert.deepEqual(files.get(path), bytes, path);
    assert.deepEqual(weightsIn(files, '/target', 'copy.json'), [1, 1, 0.25]);
  });
});

/** Copies all that the plan of the source proposes, and keeps the receipt. */
async function inject(document: ModelDocument): Promise<void> {
  document.files.allow(SOURCE);
  const { id } = await document.model.addSource({
    path: null,
    uri: SOURCE.toString(),
    fileName: 'model.json',
    label: 'source/model.json',
  });
  const { lines } = await document.model.plan({ sources: [id], base: null });
  const steps = lines.flatMap(({ target, from }) =>
    from === null
      ? []
      : [
          {
            target: target.weight,
            source: from.source,
            weight: from.weight,
            by: from.by,
            rule: { kind: 'copy' as const },
            base: null,
            overlap: false,
          },
        ],
  );
  const { edit } = await document.model.inject({
    target: 'target/model.json',
    steps,
    base: null,
    skipped: [],
    quantized: 'float32',
    keepReceipt: true,
  });
  assert.ok(edit !== null);
  await document.edits.apply(edit);
}

interface SavedJson {
  readonly weightsManifest: readonly { readonly paths: readonly string[] }[];
  readonly userDefinedMetadata?: Readonly<
    Record<
      string,
      {
        readonly sources: readonly string[];
        readonly copied: readonly { readonly target: string }[];
      }
    >
  >;
}

function jsonIn(
  files: ReadonlyMap<string, Uint8Array>,
  folder: string,
  name = 'model.json',
): SavedJson {
  return JSON.parse(new TextDecoder().decode(files.get(`${folder}/${name}`))) as SavedJson;
}

function pathsIn(
  files: ReadonlyMap<string, Uint8Array>,
  folder: string,
  name?: string,
): readonly string[] {
  return jsonIn(files, folder, name).weightsManifest.flatMap(({ paths }) => paths);
}

function weightsIn(
  files: ReadonlyMap<string, Uint8Array>,
  folder: string,
  name?: string,
): readonly number[] {
  const [path = ''] = pathsIn(files, folder, name);
  const bytes = files.get(`${folder}/${path}`) ?? new Uint8Array();
  return [...new Float32Array(Uint8Array.from(bytes).buffer)];
}

function bytesOf(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}
