import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../../core/errors';
import { isRunning } from '../../compute/client';
import type { Edit } from '../../core/model/edits/edit';
import { keepValueFiles, valueFilesOf } from './valueFiles';

const EDITS_FILE = 'edits';
const OWNER_FILE = 'owner.json';

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

/** Whose backup it is, apart from the edits, which may be large. */
interface Owner {
  readonly document: string;
  readonly process: number;
}

/**
 * Keeps edits, with the files of whole tensors that they name, in a folder of its own. Inverse of
 * `readEditBackup`. The folder is there whole or not at all.
 * @param document Address of model.json, for `findBackup`.
 * @param values The folder of those files.
 */
export async function writeEditBackup(
  folder: string,
  backup: EditBackup,
  document: string,
  values: string,
): Promise<void> {
  const making = `${folder}.part`;
  const stored: Stored = { version: VERSION, ...backup };
  const owner: Owner = { document, process: process.pid };
  try {
    await mkdir(making, { recursive: true });
    await writeFile(join(making, EDITS_FILE), serialize(stored));
    await writeFile(join(making, OWNER_FILE), JSON.stringify(owner));
    await keepValueFiles(valueFilesOf(backup.edits), values, making);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
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
    const reason = messageOf(cause);
    throw new Error(`Unsaved edits of an earlier session could not be restored: ${reason}.`, {
      cause,
    });
  }
}

export async function removeEditBackup(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/**
 * The folder of a document's backup, if there is one. VS Code writes down which backup belongs to which
 * editor about once a minute, so that after a crash it may name none, or one that a newer one replaced:
 * then one whose process has ended is looked for.
 * @param named The one that VS Code names.
 * @param storage Folder in which VS Code has the extension keep its backups.
 */
export async function findBackup(
  named: string | undefined,
  storage: string,
  document: string,
): Promise<string | undefined> {
  if (named !== undefined && (await readOwner(named)) !== undefined) return named;
  const entries = await readdir(storage, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.endsWith('.part')) continue;
    const folder = join(storage, entry.name);
    const owner = await readOwner(folder);
    if (owner?.document === document && !isRunning(owner.process)) return folder;
  }
  return named;
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, OWNER_FILE), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
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
