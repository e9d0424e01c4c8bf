import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import type { ExportReport } from '../../protocol/export';

/** VS Code may hold a file whole while it copies it to a file system that cannot be written in pieces. */
const MAX_COPIED_BYTES = 1024 * 1024 * 1024;

/**
 * Lets `write` write to the target. Where only VS Code reaches that, it writes to the local disk and VS
 * Code copies the result.
 * @param bytes of the values, by which an export is refused that VS Code could not carry.
 * @param write is given a path of the local disk, and what to call the target.
 */
export async function writeTo(
  target: vscode.Uri,
  bytes: number,
  write: (local: string, shownPath: string) => Thenable<ExportReport>,
): Promise<ExportReport> {
  if (target.scheme === 'file') return write(target.fsPath, target.fsPath);
  if (bytes > MAX_COPIED_BYTES)
    throw new Error(
      `${Math.ceil(bytes / 2 ** 20)} MiB are too much for a file system that only VS Code reaches (at most ` +
        `${MAX_COPIED_BYTES / 2 ** 20} MiB). Choose a folder of the local disk, or fewer weights.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  try {
    const name = posix.basename(target.path);
    const local = join(folder, name);
    const report = await write(local, name);
    await vscode.workspace.fs.copy(vscode.Uri.file(local), target, { overwrite: true });
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
