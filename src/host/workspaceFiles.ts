import * as vscode from 'vscode';
import { ModelFormatError, messageOf } from '../core/errors';
import { shownName } from '../core/format/sentence';
import type { FilesApi } from '../protocol/compute';

/** `workspace.fs` has no ranged read: whole files are kept up to this many bytes, the last used ones. */
const KEPT_BYTES = 256 * 1024 * 1024;

/**
 * Reads ranges of files of any file system of VS Code, and writes whole ones.
 * @param addressOf Where a file is by its path; undefined where it is nowhere.
 */
export function workspaceFiles(addressOf: (path: string) => vscode.Uri | undefined): FilesApi {
  const kept = new Map<string, Promise<Uint8Array>>();
  const uriOf = (path: string): vscode.Uri => {
    const uri = addressOf(path);
    if (uri === undefined)
      throw new ModelFormatError(
        `${shownName(path)} is not kept with this version of the model. Open the model in its folder.`,
        { file: path },
      );
    return uri;
  };

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

  // A file system may tell no times, or only whole seconds.
  const forget = (path: string): void => {
    for (const key of [...kept.keys()]) if (key.startsWith(`${path}\n`)) kept.delete(key);
  };

  return {
    size: async ({ path }) => (await stat(uriOf(path), path)).size,
    read: async ({ path, offset, length }) => (await whole(path)).slice(offset, offset + length),
    state: async ({ path }) => {
      try {
        const { mtime, size } = await vscode.workspace.fs.stat(uriOf(path));
        return { stamp: `${size} ${mtime}`, changed: mtime };
      } catch (cause) {
        if (isNotFound(cause)) return null;
        throw unavailable(path, cause);
      }
    },
    names: async ({ folder: within }) => {
      try {
        const found = await vscode.workspace.fs.readDirectory(uriOf(within));
        return found.map(([name]) => name);
      } catch (cause) {
        if (isNotFound(cause)) return [];
        throw unavailable(within, cause);
      }
    },
    write: async ({ path, bytes }) => {
      forget(path);
      try {
        await vscode.workspace.fs.writeFile(uriOf(path), bytes);
        return null;
      } catch (cause) {
        throw notWritten(path, cause);
      }
    },
    remove: async ({ path }) => {
      forget(path);
      try {
        await vscode.workspace.fs.delete(uriOf(path));
      } catch (cause) {
        if (!isNotFound(cause)) throw notWritten(path, cause);
      }
      return null;
    },
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

function isNotFound(cause: unknown): boolean {
  return cause instanceof vscode.FileSystemError && cause.code === 'FileNotFound';
}

function notWritten(path: string, cause: unknown): Error {
  const reason = messageOf(cause);
  const message = `${shownName(path)} could not be saved: ${reason} The model that was there is as it was.`;
  return new Error(message, { cause });
}

function unavailable(path: string, cause: unknown): ModelFormatError {
  if (isNotFound(cause)) {
    return new ModelFormatError(`${shownName(path)} is missing. Restore the file and reload.`, {
      file: path,
      cause,
    });
  }
  const reason = messageOf(cause);
  return new ModelFormatError(`${shownName(path)} cannot be read: ${reason}`, {
    file: path,
    cause,
  });
}
