import { ModelFormatError } from '../errors';
import { checkShardPath, normalizeShardPath } from './checkShardPath';
import { mayBeLfsPointer, notFetched, parseLfsPointer } from './lfsPointer';
import { mapBounded } from './mapBounded';
import type { ModelFiles } from './modelFiles';
import { asClause, RESTORE } from './sentence';

/** Enough to hide the latency of a remote workspace, few enough for its file handles. */
const SIZES_AT_ONCE = 16;

export type ShardSize =
  | { readonly bytes: number }
  /** Not there: why, as a clause that names the file, and whether it is for RESTORE to say what to do. */
  | { readonly bytes: undefined; readonly absent: string; readonly restorable: boolean };

/** Sizes of a group's shards; missing, unreadable and refused files become `absent`. */
export function askShardSizes(
  paths: readonly string[],
  files: ModelFiles,
): Promise<readonly ShardSize[]> {
  return mapBounded(paths, SIZES_AT_ONCE, (path) => askSize(path, files));
}

async function askSize(path: string, files: ModelFiles): Promise<ShardSize> {
  const refusal = checkShardPath(path);
  if (refusal !== undefined) return { bytes: undefined, absent: refusal, restorable: false };
  try {
    const name = normalizeShardPath(path);
    const bytes = await files.size(name);
    if (!mayBeLfsPointer(bytes)) return { bytes };
    const pointer = parseLfsPointer(await files.read(name, 0, bytes));
    return pointer === undefined
      ? { bytes }
      : { bytes: undefined, absent: notFetched(path), restorable: false };
  } catch (error) {
    if (!(error instanceof ModelFormatError)) throw error;
    const restorable = error.message.endsWith(RESTORE);
    return { bytes: undefined, absent: asClause(error.message), restorable };
  }
}
