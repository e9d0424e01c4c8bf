import { posix } from 'node:path';
import * as vscode from 'vscode';
import { startModelWorker } from '../../compute/client';
import { workspaceFiles } from '../workspaceFiles';

export type ModelWorker = ReturnType<typeof startModelWorker>;

/**
 * Starts the worker of one model. On a local disk it reads the files itself; on any other file
 * system of VS Code the host reads them for it.
 *
 * @param storage The extension's folder for what it keeps between sessions.
 */
export function startWorker(
  model: vscode.Uri,
  extensionUri: vscode.Uri,
  storage: vscode.Uri,
  onExit: () => void,
): ModelWorker {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
  const local = model.scheme === 'file';
  const worker = startModelWorker(
    script,
    {
      path: local ? model.fsPath : null,
      fileName: posix.basename(model.path),
      storage: storage.scheme === 'file' ? storage.fsPath : undefined,
    },
    local ? undefined : workspaceFiles(vscode.Uri.joinPath(model, '..')),
  );
  worker.onExit(onExit);
  return worker;
}
