import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../compute/client';

/** Of another machine that shares the home folder nobody can tell whether its process still runs. */
const ABANDONED_DAYS = 60;

/** A folder for the large columns of one page, by its name of this machine and process. Not made yet. */
export function newDataFolder(parent: string): string {
  return join(parent, `${machine()}.${process.pid}.${randomUUID()}`);
}

/** Removes the folders of processes that ended without doing so. */
export async function removeAbandonedDataFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const folder = join(parent, name);
    if (await isAbandoned(name, folder)) await rm(folder, { recursive: true, force: true });
  }
}

async function isAbandoned(name: string, folder: string): Promise<boolean> {
  const [from, pid] = name.split('.');
  if (from === machine() && Number.isInteger(Number(pid))) return !isRunning(Number(pid));
  const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Infinity }));
  return mtimeMs < Date.now() - ABANDONED_DAYS * 24 * 60 * 60 * 1000;
}

function machine(): string {
  return hostname().replace(/[^\w-]/g, '_');
}
