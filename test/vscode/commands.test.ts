import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MemoryFileSystem } from './support/memoryFileSystem';
import { closeAll, eventually, shownTabs } from './support/tabs';
import { tinyModel } from './support/tinyModel';

describe('Commands', () => {
  const { json, weights } = tinyModel();
  const uri = vscode.Uri.parse('weightscope-test:/models/model.json');
  let fileSystem: vscode.Disposable;

  before(() => {
    const files = new Map([
      ['/models/model.json', json],
      ['/models/weights.bin', weights],
    ]);
    fileSystem = vscode.workspace.registerFileSystemProvider(
      'weightscope-test',
      new MemoryFileSystem(files),
    );
  });

  after(() => {
    fileSystem.dispose();
  });
  afterEach(closeAll);

  it('are all there, and none is undeclared', async () => {
    const manifest = vscode.extensions.getExtension('weightscope.weightscope')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    await vscode.extensions.getExtension('weightscope.weightscope')?.activate();
    const registered = (await vscode.commands.getCommands(true)).filter((command) =>
      command.startsWith('weightscope.'),
    );
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(registered.sort(), declared.sort());
  });

  it('copy the first kernel of a model on a file system that only VS Code reaches', async () => {
    await vscode.commands.executeCommand('vscode.openWith', uri, 'weightscope.model');
    await eventually('a Weightscope tab', () => shownTabs()[0]?.kind === 'weightscope');
    await eventually('the kernel as NumPy on the clipboard', async () => {
      await vscode.commands.executeCommand('weightscope.copyAsNumPy');
      return (await vscode.env.clipboard.readText()).includes('float32');
    });
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /\[\[1\.5\],\s*\[-2(\.0?)?\]\], dtype=np\.float32/);
    await vscode.commands.executeCommand('weightscope.copyAsJson');
    await eventually(
      'the kernel as JSON on the clipboard',
      async () => (await vscode.env.clipboard.readText()).replace(/\s/g, '') === '[[1.5],[-2]]',
    );
  });

  it("open a sample as a copy of one's own, which stays as it was left", async () => {
    const openFirst = async (): Promise<vscode.Uri> => {
      const picking = vscode.commands.executeCommand('weightscope.openSample');
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await picking;
      await eventually('a sample', () => shownTabs().length === 1);
      return vscode.Uri.parse(shownTabs()[0]?.uri ?? '');
    };
    const uri = await openFirst();
    const extension = vscode.extensions.getExtension('weightscope.weightscope');
    assert.ok(extension !== undefined);
    assert.ok(!uri.path.startsWith(extension.extensionUri.path), `${uri.path} is the extension's`);
    const [, folder] = /\/samples\/([^/]+)\/model\.json$/.exec(uri.path) ?? [];
    const { fs } = vscode.workspace;
    const original = vscode.Uri.joinPath(
      extension.extensionUri,
      'samples',
      folder ?? '',
      'model.json',
    );
    assert.deepEqual(await fs.readFile(uri), await fs.readFile(original));
    const note = vscode.Uri.joinPath(uri, '..', 'note.txt');
    await fs.writeFile(note, new Uint8Array(1));
    await closeAll();
    await openFirst();
    assert.equal((await fs.readFile(note)).length, 1);
  });
});
