import { posix } from 'node:path';

/**
 * What a file is called until it takes its place. Always the same for the same file, so that the save
 * after one that was killed finds it.
 */
export function tempName(name: string): string {
  return `.${name}.weightscope-tmp`;
}

/** The journal of a running save, beside model.json. */
export function journalName(modelName: string): string {
  return `.${modelName}.weightscope-save`;
}

/** A path with another last segment. */
export function besides(path: string, name: (last: string) => string): string {
  return posix.join(posix.dirname(path), name(posix.basename(path)));
}
