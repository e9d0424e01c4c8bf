import { ChangedOnDiskError } from '../../core/errors';
import { mapBounded } from '../../core/format/mapBounded';
import { plural, shownName } from '../../core/format/sentence';
import type { FileState, WritableFiles } from './writableFiles';

/** Enough to hide the latency of a network drive, few enough for its server. */
const ASKED_AT_ONCE = 16;

/** How the files of a model were; null where one was not there. */
export type FileStates = ReadonlyMap<string, FileState | null>;

/** @param paths model.json and the shards */
export async function statesOf(files: WritableFiles, paths: Iterable<string>): Promise<FileStates> {
  const states = await mapBounded(
    [...paths],
    ASKED_AT_ONCE,
    async (path) => [path, await files.state(path)] as const,
  );
  return new Map(states);
}

/** @throws ChangedOnDiskError naming the first file that is no longer as it was. */
export async function checkStates(files: WritableFiles, before: FileStates): Promise<void> {
  const now = await statesOf(files, before.keys());
  const changed = [...before].filter(([path, state]) => now.get(path)?.stamp !== state?.stamp);
  const [first] = changed;
  if (first === undefined) return;
  const [path, state] = first;
  const what =
    now.get(path) === null ? 'was removed' : state === null ? 'was put there' : 'was changed';
  const others =
    changed.length > 1 ? `, and so were ${plural(changed.length - 1, 'more file')},` : '';
  throw new ChangedOnDiskError(
    `${shownName(path)} ${what}${others} by another program after the model was opened here.`,
  );
}
