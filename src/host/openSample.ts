import * as vscode from 'vscode';
import { MODEL_VIEW_TYPE } from './modelEditorProvider';
import { pickOne } from './window/pick';

/**
 * Asks for one of the models that come with the extension and opens the person's own copy of it, made
 * at the first opening: it may be edited, trained and saved, and an update of the extension leaves it alone.
 */
export async function openSample({
  extensionUri,
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>): Promise<void> {
  const samples = vscode.Uri.joinPath(extensionUri, 'samples');
  const sample = await pickOne(
    (await foldersOf(samples)).map((label) => ({ label })),
    { title: 'Open Sample Model', placeHolder: 'Which model?' },
  );
  if (sample === undefined) return;
  const copies = vscode.Uri.joinPath(globalStorageUri, 'samples');
  const copy = vscode.Uri.joinPath(copies, sample.label);
  await vscode.workspace.fs.createDirectory(copies);
  if (!(await foldersOf(copies)).includes(sample.label)) {
    // Beside and renamed: one that was interrupted is not taken for a whole one.
    const beside = vscode.Uri.joinPath(copies, `.${sample.label}`);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(samples, sample.label), beside, {
      overwrite: true,
    });
    await vscode.workspace.fs.rename(beside, copy);
  }
  const uri = vscode.Uri.joinPath(copy, 'model.json');
  await vscode.commands.executeCommand('vscode.openWith', uri, MODEL_VIEW_TYPE);
}

async function foldersOf(uri: vscode.Uri): Promise<readonly string[]> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => name);
}
