import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Absolute path of the model.json that a file or a folder stands for. */
export function modelPath(given: string): string {
  const path = resolve(given);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    ? join(path, 'model.json')
    : path;
}
