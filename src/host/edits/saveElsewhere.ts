import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { checkShardPath, normalizeShardPath } from '../../core/format/checkShardPath';
import type { Client } from '../../protocol/channel';
import type { EditApi } from '../../protocol/edit';
import { saveModel } from './saveModel';

/**
 * Writes the edited model with all its shards to another place. Where only VS Code reaches it, the
 * files are made on the local disk first and then copied, model.json last, and of the files that are there
 * no other is replaced: until then a model there needs its shards, and the edited one itself may be there.
 * @param shards As the manifest spells them.
 */
export async function saveElsewhere(
  worker: Client<EditApi>,
  target: vscode.Uri,
  shards: readonly string[],
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
    await takeNames(target, folder, shards);
    const { written } = await saveModel(worker, title, join(folder, fileName), token);
    const others = written.filter((path) => path !== fileName);
    for (const path of [...others, fileName]) {
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

/** Makes empty files in `folder` of the names that are taken at the target: shards are then called otherwise. */
async function takeNames(
  target: vscode.Uri,
  folder: string,
  shards: readonly string[],
): Promise<void> {
  const known = shards.filter((path) => checkShardPath(path) === undefined);
  for (const path of new Set([
    '.',
    ...known.map((one) => posix.dirname(normalizeShardPath(one))),
  ])) {
    const found = await vscode.workspace.fs
      .readDirectory(vscode.Uri.joinPath(target, '..', path))
      .then(
        (entries) => entries,
        // Not there yet.
        () => [],
      );
    await mkdir(join(folder, path), { recursive: true });
    for (const [name, type] of found) {
      const isTarget = path === '.' && name === posix.basename(target.path);
      if (isTarget || type === vscode.FileType.Directory) continue;
      // What the local disk cannot name, no shard is called here either.
      await writeFile(join(folder, path, posix.basename(name)), '').catch(() => undefined);
    }
  }
}
