import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Edit } from '../../core/model/edits/edit';

const EDITS_FILE = 'edits';

/** Grows when an older version's backups can no longer be read. */
const VERSION = 1;

interface Backup {
  readonly version: typeof VERSION;
  readonly edits: readonly Edit[];
}

/**
 * Keeps edits in a folder of their own, for a document that is opened again after a crash. Inverse
 * of `readEditBackup`. The folder is there whole or not at all.
 */
export async function writeEditBackup(folder: string, edits: readonly Edit[]): Promise<void> {
  const backup: Backup = { version: VERSION, edits };
  const making = `${folder}.part`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  await writeFile(join(making, EDITS_FILE), serialize(backup));
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await rename(making, folder);
}

/** Inverse of `writeEditBackup`. @throws Error with a sentence where there is none that can be read. */
export async function readEditBackup(folder: string): Promise<readonly Edit[]> {
  try {
    const backup: unknown = deserialize(await readFile(join(folder, EDITS_FILE)));
    if (isBackup(backup)) return backup.edits;
    throw new Error(`it is none of version ${VERSION}`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Unsaved edits of an earlier session could not be restored: ${reason}.`, {
      cause,
    });
  }
}

export async function removeEditBackup(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

function isBackup(value: unknown): value is Backup {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === VERSION &&
    'edits' in value &&
    Array.isArray(value.edits)
  );
}
