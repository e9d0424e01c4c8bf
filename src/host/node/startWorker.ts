import { posix } from 'node:path';
import * as vscode from 'vscode';
import { startModelWorker } from '../../compute/client';
import { WorkerFiles } from '../workerFiles';

/** Where the extension's own files lie, and where it may keep files. */
export type ExtensionFolders = Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>;

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
