import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const repository = resolve(__dirname, '..', '..');

/** Large things that outlive a build: the embedded VS Code, a Python environment. Never in git. */
export const cacheFolder = resolve(process.env.WEIGHTSCOPE_CACHE ?? join(repository, '.cache'));

/** Built tests, screenshots, reports. */
export const outFolder = join(repository, 'out');

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'weightscope-'));
  return {
    path,
    // A server that was just ended may still write its last file: hence the retries.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
