import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './usage';

/** @throws UsageError where a file or folder is there already and may not be replaced. */
export function checkFree(path: string, force: boolean): void {
  if (existsSync(resolve(path)) && !force)
    throw new UsageError(`${path} is there already. Give --force to replace it.`);
}
