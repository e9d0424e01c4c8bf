import { copyFile, link, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join, posix, win32 } from 'node:path';
import type { Edit } from '../../core/model/edits/edit';

/** Files that a crashed session left behind are removed after this many days, which no session without a restart lasts. */
const ABANDONED_DAYS = 60;

/** Names of the files of whole tensors that edits bring, each once. */
export function valueFilesOf(
  edits: readonly Pick<Edit, 'patches' | 'training'>[],
): readonly string[] {
  const files = new Set<string>();
  for (const { patches, training } of edits) {
    for (const patch of patches) if (patch.kind === 'values') files.add(patch.file);
    for (const { file } of training?.slots ?? []) files.add(file);
  }
  return [...files];
}

/**
 * Makes the files known in another folder too, where that can be without copying them: they are never
 * changed in place. They count as new from then on.
 */
export async function keepValueFiles(
  files: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  if (files.length > 0) await mkdir(to, { recursive: true });
  const now = new Date();
  for (const file of files) {
    if (!isPlainName(file)) throw new Error(`"${file}" is no name of a file of values`);
    const target = join(to, file);
    await rm(target, { force: true });
    await link(join(from, file), target).catch(() => copyFile(join(from, file), target));
    await utimes(target, now, now);
  }
}

export async function removeValueFiles(files: readonly string[], folder: string): Promise<void> {
  for (const file of files) await rm(join(folder, file), { force: true });
}

/** Removes what sessions that did not end well have left in the folder. */
export async function removeAbandonedValueFiles(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  const oldest = Date.now() - ABANDONED_DAYS * 24 * 60 * 60 * 1000;
  for (const file of files) {
    const { mtimeMs } = await stat(join(folder, file)).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < oldest) await rm(join(folder, file), { force: true });
  }
}

function isPlainName(file: string): boolean {
  return file === posix.basename(file) && file === win32.basename(file) && !/^\.*$/.test(file);
}
