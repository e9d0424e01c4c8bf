import * as vscode from 'vscode';
import { ModelFormatError } from '../core/errors';
import type { FilesApi } from '../protocol/compute';

/** `workspace.fs` has no ranged read: whole files are kept up to this many bytes, the last used ones. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** Ranged reads of the files in a folder of any file system of VS Code. */
export function workspaceFiles(folder: vscode.Uri): FilesApi {
  const kept = new Map<string, Promise<Uint8Array>>();
  const uriOf = (path: string): vscode.Uri => vscode.Uri.joinPath(folder, path);

  const whole = async (path: string): Promise<Uint8Array> => {
    const { mtime, size } = await stat(uriOf(path), path);
    const key = `${path}\n${mtime}\n${size}`;
    const bytes = kept.get(key) ?? readWhole(uriOf(path), path);
    kept.delete(key);
    kept.set(key, bytes);
    await bytes;
    await forgetOldest(kept);
    return bytes;
  };

  return {
    size: async ({ path }) => (await stat(uriOf(path), path)).size,
    read: async ({ path, offset, length }) => (await whole(path)).slice(offset, offset + length),
  };
}

async function forgetOldest(kept: Map<string, Promise<Uint8Array>>): Promise<void> {
  const [, ...older] = [...kept.keys()].reverse();
  let total = 0;
  for (const key of older) {
    const bytes = await kept.get(key)?.catch(() => undefined);
    total += bytes?.length ?? Infinity;
    if (total > KEPT_BYTES) kept.delete(key);
  }
}

async function stat(uri: vscode.Uri, path: string): Promise<vscode.FileStat> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (cause) {
    throw unavailable(path, cause);
  }
}

async function readWhole(uri: vscode.Uri, path: string): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (cause) {
    throw unavailable(path, cause);
  }
}

function unavailable(path: string, cause: unknown): ModelFormatError {
  if (cause instanceof vscode.FileSystemError && cause.code === 'FileNotFound') {
    return new ModelFormatError(`${path} is missing. Restore the file and reload.`, {
      file: path,
      cause,
    });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ModelFormatError(`${path} cannot be read: ${reason}`, { file: path, cause });
}
