import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilesApi } from '../../src/protocol/compute';

/** A folder as the host serves it to a worker that does not reach it. */
export function diskFilesApi(folder: string): FilesApi {
  const at = (path: string): string => join(folder, path);
  return {
    size: async ({ path }) => (await stat(at(path))).size,
    read: async ({ path, offset, length }) =>
      new Uint8Array(await readFile(at(path))).slice(offset, offset + length),
    state: async ({ path }) => {
      const found = await stat(at(path)).catch(() => null);
      if (found === null) return null;
      return { stamp: `${found.size} ${found.mtimeMs}`, changed: found.mtimeMs };
    },
    names: ({ folder: within }) => readdir(at(within)),
    write: async ({ path, bytes }) => {
      await writeFile(at(path), bytes);
      return null;
    },
    remove: async ({ path }) => {
      await rm(at(path), { force: true });
      return null;
    },
  };
}
