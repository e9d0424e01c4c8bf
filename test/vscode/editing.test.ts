import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { MemoryFileSystem } from './support/memoryFileSystem';
import { closeAll, eventually, shownTabs } from './support/tabs';
import { tinyModel } from './support/tinyModel';

/** Values of tinyModel: its kernel and its bias. */
const kernel = [[1.5], [-2]];
const stored = [1.5, -2, 0.25];

describe('Editing a model', () => {
  let folder: string;
  let uri: vscode.Uri;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
    const { json, weights } = tinyModel();
    await writeFile(join(folder, 'weights.bin'), weights);
    await writeFile(join(folder, 'model.json'), json);
    uri = vscode.Uri.file(join(folder, 'model.json'));
    await vscode.commands.executeCommand('vscode.open', uri);
    await shows(kernel);
  });

  afterEach(async () => {
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });

  it('marks the document as unsaved and leaves the files alone', async () => {
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await becomesDirty(true);
    assert.deepEqual(await onDisk(folder), stored);
  });

  it('is undone and redone as in any editor', async () => {
    await run('weightscope.setToOnes');
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await run('undo');
    await shows([[1], [1]]);
    await run('undo');
    await shows(kernel);
    await becomesDirty(false);
    await run('redo');
    await run('redo');
    await shows([[0], [0]]);
    await becomesDirty(true);
  });

  it('changes a whole layer when asked from its row', async () => {
    await run('weightscope.setToOnes', { weightscopeWeights: [0, 1] });
    await shows([[1], [1]]);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    assert.deepEqual(await onDisk(folder), [1, 1, 1]);
  });

  it('is saved, undone after the save, and saved again', async () => {
    await run('weightscope.setToOnes');
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    assert.deepEqual(await onDisk(folder), [0, 0, 0.25]);
    await shows([[0], [0]]);
    await run('undo');
    await shows([[1], [1]]);
    await becomesDirty(true);
    await run('undo');
    await shows(kernel);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    assert.deepEqual(await onDisk(folder), stored);
    await run('redo');
    await run('redo');
    await shows([[0], [0]]);
  });

  it('is unsaved after undoing past a save and editing on, as many steps from the start as the save', async () => {
    await run('weightscope.setToOnes');
    await becomesDirty(true);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    await run('undo');
    await shows(kernel);
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await becomesDirty(true);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    assert.deepEqual(await onDisk(folder), [0, 0, 0.25]);
  });

  it('is dropped by Revert File', async () => {
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await run('workbench.action.files.revert');
    await shows(kernel);
    await becomesDirty(false);
    assert.deepEqual(await onDisk(folder), stored);
  });

  it('shows in every editor on the document, and its save is no change by another program', async () => {
    await run('workbench.action.splitEditor');
    await eventually('two tabs', () => shownTabs().length === 2);
    await shows(kernel);
    await run('weightscope.setToOnes');
    await shows([[1], [1]]);
    await run('workbench.action.focusFirstEditorGroup');
    await shows([[1], [1]]);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    await run('weightscope.setToZeros');
    await pause(1_000);
    await shows([[0], [0]]);
    await becomesDirty(true);
    await run('undo');
    await shows([[1], [1]]);
    await becomesDirty(false);
  });

  it('outlives a change of the files by another program', async () => {
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await writeFile(
      join(folder, 'weights.bin'),
      new Uint8Array(new Float32Array([7, 8, 9]).buffer),
    );
    await pause(1_500);
    await shows([[0], [0]]);
    await becomesDirty(true);
    await run('notifications.clearAll');
    await run('workbench.action.files.revert');
    await shows([[7], [8]]);
    await becomesDirty(false);
  });

  it('gives way to another program once it is saved or undone', async () => {
    await run('weightscope.setToZeros');
    await becomesDirty(true);
    await run('undo');
    await shows(kernel);
    await writeFile(
      join(folder, 'weights.bin'),
      new Uint8Array(new Float32Array([7, 8, 9]).buffer),
    );
    await shows([[7], [8]]);
    await becomesDirty(false);
  });

  it('outlives the deletion of model.json', async () => {
    await run('weightscope.setToZeros');
    await shows([[0], [0]]);
    await rm(uri.fsPath);
    await pause(1_500);
    await shows([[0], [0]]);
    await becomesDirty(true);
  });
});

describe('Editing a model on a file system that only VS Code reaches', () => {
  const files = new Map<string, Uint8Array>();
  let fileSystem: vscode.Disposable;

  before(() => {
    const { json, weights } = tinyModel();
    files.set('/models/model.json', json).set('/models/weights.bin', weights);
    fileSystem = vscode.workspace.registerFileSystemProvider(
      'weightscope-edit',
      new MemoryFileSystem(files),
    );
  });

  after(() => {
    fileSystem.dispose();
  });
  afterEach(closeAll);

  it('is saved there', async () => {
    const uri = vscode.Uri.parse('weightscope-edit:/models/model.json');
    await vscode.commands.executeCommand('vscode.openWith', uri, 'weightscope.model');
    await shows(kernel);
    await run('weightscope.setToOnes');
    await shows([[1], [1]]);
    await becomesDirty(true);
    await run('workbench.action.files.save');
    await becomesDirty(false);
    const [path = ''] = shardsOf(files.get('/models/model.json') ?? new Uint8Array());
    assert.deepEqual(floats(files.get(`/models/${path}`) ?? new Uint8Array()), [1, 1, 0.25]);
    await shows([[1], [1]]);
  });
});

async function run(command: string, context?: unknown): Promise<void> {
  await vscode.commands.executeCommand(command, context);
}

/** Waits until the active editor shows these values of the kernel. */
async function shows(values: readonly (readonly number[])[]): Promise<void> {
  let text = '';
  await vscode.env.clipboard.writeText(text);
  await eventually(`the kernel as ${JSON.stringify(values)}`, async () => {
    await vscode.commands.executeCommand('weightscope.copyAsJson');
    text = await vscode.env.clipboard.readText();
    return text.replace(/\s/g, '') === JSON.stringify(values);
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; the clipboard holds ${text}`);
  });
}

async function becomesDirty(dirty: boolean): Promise<void> {
  await eventually(dirty ? 'the unsaved mark' : 'no unsaved mark', () => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return tab?.isDirty === dirty;
  });
}

/** The values of all weights, as the files hold them. */
async function onDisk(folder: string): Promise<readonly number[]> {
  const [path = ''] = shardsOf(await readFile(join(folder, 'model.json')));
  return floats(await readFile(join(folder, path)));
}

function shardsOf(json: Uint8Array): readonly string[] {
  const { weightsManifest } = JSON.parse(new TextDecoder().decode(json)) as {
    weightsManifest: { paths: string[] }[];
  };
  return weightsManifest.flatMap(({ paths }) => paths);
}

function floats(bytes: Uint8Array): readonly number[] {
  return [...new Float32Array(bytes.slice().buffer)];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
