import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Absolute path of the model.json that a file or a folder stands for. */
export function modelPath(given: string): string {
  const path = resolve(given);
  return isFolder(path) ? join(path, 'model.json') : path;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Whoever reads it says what is wrong.
    return false;
  }
}

/** Absolute paths of the files that a manifest names. */
export function shardPaths(model: string, files: readonly string[]): readonly string[] {
  return files.map((file) => join(dirname(model), file));
}
