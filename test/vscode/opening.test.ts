import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commitAll, gitRepository } from '../support/gitRepository';
import { closeAll, eventually, shownTabs } from './support/tabs';
import { tinyModel } from './support/tinyModel';

interface GitExtension {
  getAPI(version: 1): {
    openRepository(root: vscode.Uri): Promise<unknown>;
    toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  };
}

describe('Opening files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });

  afterEach(async () => {
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });

  async function file(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
    const path = join(folder, name);
    await writeFile(path, content);
    return vscode.Uri.file(path);
  }

  async function model(): Promise<vscode.Uri> {
    const { json, weights } = tinyModel();
    await file('weights.bin', weights);
    return file('model.json', json);
  }

  it('shows a model.json in Weightscope by itself', async () => {
    const uri = await model();
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('a Weightscope tab', () => shownTabs().length === 1);
    assert.deepEqual(shownTabs(), [
      { kind: 'weightscope', viewType: 'weightscope.model', uri: uri.toString() },
    ]);
  });

  it('gives a model.json that is no saved model to the text editor by itself', async () => {
    const uri = await file('model.json', '{"name": "a web form, not a network"}');
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually(
      'one text tab and nothing else',
      () => shownTabs().length === 1 && shownTabs()[0]?.kind === 'text',
    );
  });

  it('gives it to the text editor at every plain opening, also once its tab was closed', async () => {
    const uri = await file('model.json', '[]');
    for (let opening = 0; opening < 3; opening++) {
      await vscode.commands.executeCommand('vscode.open', uri);
      await eventually(
        'one text tab and nothing else',
        () => shownTabs().length === 1 && shownTabs()[0]?.kind === 'text',
      );
      await closeAll();
    }
  });

  it('shows the text that is open already where such a model.json is opened once more', async () => {
    const uri = await file('model.json', '[]');
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('a text tab', () => shownTabs()[0]?.kind === 'text');
    await vscode.commands.executeCommand('vscode.open', uri);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await eventually(
      'the text tab and nothing else',
      () => shownTabs().length === 1 && shownTabs()[0]?.kind === 'text',
    );
  });

  it('leaves other JSON files to the text editor until asked', async () => {
    const { json, weights } = tinyModel();
    await file('weights.bin', weights);
    const uri = await file('my-model.json', json);
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('a text tab', () => shownTabs()[0]?.kind === 'text');
    await vscode.commands.executeCommand('vscode.openWith', uri, 'weightscope.json');
    await eventually('a Weightscope tab', () =>
      shownTabs().some(({ viewType }) => viewType === 'weightscope.json'),
    );
  });

  it('opens the JSON of the active model as text', async () => {
    const uri = await model();
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('a Weightscope tab', () => shownTabs()[0]?.kind === 'weightscope');
    await eventually('the text tab', async () => {
      await vscode.commands.executeCommand('weightscope.openAsText');
      return shownTabs().some(({ kind }) => kind === 'text');
    });
  });

  it('shows the weights of the commit, to be viewed only, where Git hands out its model.json', async () => {
    await model();
    commitAll(gitRepository(folder), 'first');
    const { json, weights } = tinyModel();
    await file(
      'weights.bin',
      weights.map((byte) => 255 - byte),
    );
    const uri = await file('model.json', json);
    const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
    const api = git?.getAPI(1);
    assert.ok(api !== undefined);
    await api.openRepository(vscode.Uri.file(folder));
    const committed = api.toGitUri(uri, 'HEAD');
    await vscode.commands.executeCommand('vscode.openWith', committed, 'weightscope.model');
    await eventually('the kernel of the commit on the clipboard', async () => {
      await vscode.commands.executeCommand('weightscope.copyAsJson');
      return (await vscode.env.clipboard.readText()).replace(/\s/g, '') === '[[1.5],[-2]]';
    });
    await vscode.commands.executeCommand('weightscope.setToZeros');
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty, false);
    await vscode.commands.executeCommand('weightscope.copyAsJson');
    assert.equal((await vscode.env.clipboard.readText()).replace(/\s/g, ''), '[[1.5],[-2]]');
  });

  it('survives a model that is deleted while it is open', async () => {
    const uri = await model();
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('a Weightscope tab', () => shownTabs()[0]?.kind === 'weightscope');
    await rm(uri.fsPath);
    await new Promise((resolve) => setTimeout(resolve, 800));
    const extension = vscode.extensions.getExtension('weightscope.weightscope');
    assert.equal(extension?.isActive, true);
  });
});
