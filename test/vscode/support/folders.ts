import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionFolders } from '../../../src/host/node/startWorker';

/** The extension under test, which keeps files in this folder. */
export function foldersWith(storage: string): ExtensionFolders {
  const extension = vscode.extensions.getExtension('weightscope.weightscope');
  assert.ok(extension !== undefined);
  return {
    extensionUri: extension.extensionUri,
    globalStorageUri: vscode.Uri.file(storage),
  };
}
