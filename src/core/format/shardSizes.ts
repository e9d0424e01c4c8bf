import { ModelFormatError } from '../errors';
import { checkShardPath, normalizeShardPath } from './checkShardPath';
import { mapBounded } from './mapBounded';
import type { ModelFiles } from './modelFiles';
import { asClause } from './sentence';

/** Enough to hide the latency of a remote workspace, few enough for its file handles. */
const SIZES_AT_ONCE = 16;

export type ShardSize =
  | { readonly bytes: number }
  /** Not there: why, as a clause that names the file, and whether restoring the file would help. */
  | { readonly bytes: undefined; readonly absent: string; readonly refused: boolean };

/** Sizes of a group's shards; missing, unreadable and refused files become `absent`. */
export function askShardSizes(
  paths: readonly string[],
  files: ModelFiles,
): Promise<readonly ShardSize[]> {
  return mapBounded(paths, SIZES_AT_ONCE, (path) => askSize(path, files));
}

async function askSize(path: string, files: ModelFiles): Promise<ShardSize> {
  const refusal = checkShardPath(path);
  if (refusal !== undefined) return { bytes: undefined, absent: refusal, refused: true };
  try {
    return { bytes: await files.size(normalizeShardPath(path)) };
  } catch (error) {
    if (!(error instanceof ModelFormatError)) throw error;
    return { bytes: undefined, absent: asClause(error.message), refused: false };
  }
}
