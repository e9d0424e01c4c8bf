import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from './usage';

interface Replacing {
  /** Whether what is there may be replaced. */
  readonly force: boolean;
  /** Absolute paths of files that are read, which are never replaced. */
  readonly models: readonly string[];
}

/**
 * Asked before any work, which may take minutes.
 * @throws UsageError where a file or folder is there already and may not be replaced, or has no folder to lie in.
 */
export function checkFree(path: string, { force, models }: Replacing): void {
  const target = resolve(path);
  if (!existsSync(dirname(target)))
    throw new UsageError(`${path} has no folder to lie in. Make ${dirname(path)} first.`);
  if (!existsSync(target)) return;
  if (!force) throw new UsageError(`${path} is there already. Give --force to replace it.`);
  if (models.some((model) => existsSync(model) && isOrHolds(target, model)))
    throw new UsageError(`${path} holds a model that is read. Choose another place.`);
}

/** Links count as what they lead to. */
function isOrHolds(target: string, file: string): boolean {
  const way = relative(realpathSync(target), realpathSync(file));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
