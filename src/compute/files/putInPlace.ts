import { rename, rm } from 'node:fs/promises';

/**
 * Has `write` make a file or folder at `beside` and lets it take the place of `target` when that is done.
 * @throws what `write` and the file system throw; nothing is left beside, and what was there stays.
 */
export async function putInPlace(
  beside: string,
  target: string,
  write: () => Promise<void>,
  replace: (beside: string, target: string) => Promise<void> = rename,
): Promise<void> {
  try {
    await write();
    await replace(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}
