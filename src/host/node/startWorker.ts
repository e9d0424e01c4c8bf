import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { startModelWorker } from '../../compute/client';
import { VALUES_FOLDER } from '../../protocol/compute';
import { WorkerFiles } from '../workerFiles';

/** Where the extension's own files lie, and where it may keep files. */
export type ExtensionFolders = Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>;

/** Where workers keep the files of whole tensors that edits bring. */
export function valuesFolder({ globalStorageUri }: ExtensionFolders): string {
  return join(globalStorageUri.fsPath, VALUES_FOLDER);
}

export type ModelWorker = ReturnType<typeof startModelWorker>;

/**
 * Starts the worker of one model. On a local disk it reads the files itself; on any other file
 * system of VS Code the host reads them for it.
 */
export function startWorker(
  model: vscode.Uri,
  { extensionUri, globalStorageUri }: ExtensionFolders,
  onExit: () => void,
  files = new WorkerFiles(model),
): ModelWorker {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
  const local = model.scheme === 'file';
  const worker = startModelWorker(
    script,
    {
      path: local ? model.fsPath : null,
      fileName: posix.basename(model.path),
      storage: globalStorageUri.fsPath,
    },
    files.api,
  );
  worker.onExit(onExit);
  return worker;
}
