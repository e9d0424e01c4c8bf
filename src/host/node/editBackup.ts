import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Edit } from '../../core/model/edits/edit';
import { keepValueFiles, valueFilesOf } from './valueFiles';

const EDITS_FILE = 'edits';

/** Grows when an older version's backups can no longer be read. */
const VERSION = 1;

/** Unsaved edits as they outlive a crash. */
export interface EditBackup {
  readonly edits: readonly Edit[];
  /** Stamps of the files that the edits lie over. */
  readonly files: string;
}

interface Stored extends EditBackup {
  readonly version: typeof VERSION;
}

/**
 * Keeps edits, with the files of whole tensors that they name, in a folder of its own. Inverse of
 * `readEditBackup`. The folder is there whole or not at all.
 * @param values The folder of those files.
 */
export async function writeEditBackup(
  folder: string,
  backup: EditBackup,
  values: string,
): Promise<void> {
  const making = `${folder}.part`;
  const stored: Stored = { version: VERSION, ...backup };
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  await writeFile(join(making, EDITS_FILE), serialize(stored));
  await keepValueFiles(valueFilesOf(backup.edits), values, making);
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await rename(making, folder);
}

/**
 * Inverse of `writeEditBackup`; the files of whole tensors are back in `values` then.
 * @throws Error with a sentence where there is none that can be read.
 */
export async function readEditBackup(folder: string, values: string): Promise<EditBackup> {
  try {
    const stored: unknown = deserialize(await readFile(join(folder, EDITS_FILE)));
    if (!isStored(stored)) throw new Error('they were kept by another version of Weightscope');
    await keepValueFiles(valueFilesOf(stored.edits), folder, values);
    return stored;
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

function isStored(value: unknown): value is Stored {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === VERSION &&
    'files' in value &&
    typeof value.files === 'string' &&
    'edits' in value &&
    Array.isArray(value.edits)
  );
}
