import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import type { Client } from '../../protocol/channel';
import type { EditApi } from '../../protocol/edit';
import { saveModel } from './saveModel';

/**
 * Writes the edited model with all its shards to another place. Where only VS Code reaches it, the
 * files are made on the local disk first and then copied, model.json last.
 */
export async function saveElsewhere(
  worker: Client<EditApi>,
  target: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<void> {
  const fileName = posix.basename(target.path);
  const title = `Saving ${fileName}`;
  if (target.scheme === 'file') {
    await saveModel(worker, title, target.fsPath, token);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  try {
    const { written } = await saveModel(worker, title, join(folder, fileName), token);
    const shards = written.filter((path) => path !== fileName);
    for (const path of [...shards, fileName]) {
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      const to = vscode.Uri.joinPath(target, '..', path);
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(to, '..'));
      const from = vscode.Uri.file(join(folder, path));
      await vscode.workspace.fs.copy(from, to, { overwrite: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
