import { Journal, type NewFile } from './journal';
import { allBytes, newBytes, type Writing } from './newBytes';
import { removable } from './removable';
import type { SavePiece } from '../../core/format/write/planSave';
import type { SavePlace } from './savePlace';
import type { FileState } from './writableFiles';

/** A shard under a name that nobody reads yet. */
export interface NewShard extends NewFile {
  readonly pieces: readonly SavePiece[];
  /** Where `ModelFiles` finds the bytes that are copied. */
  readonly from: string;
}

export interface Commit {
  readonly place: SavePlace;
  /** Shards that the model.json which is there now names, normalized; none where there is none. */
  readonly named: ReadonlySet<string>;
  readonly shards: readonly NewShard[];
  /** The model.json that is there now, null where there is none. */
  readonly before: Uint8Array | null;
  /** The new model.json, in pieces. */
  readonly json: readonly Uint8Array[];
  /** Of `named`, what nothing needs any more afterwards. */
  readonly obsolete: readonly string[];
  readonly writing: Writing;
  /** Awaited when all is written; where it rejects, all is as it was. */
  readonly ready: () => Promise<void>;
}

/** New shards first, then the one instant in which model.json names them, then the old ones go. */
export async function commit(save: Commit): Promise<void> {
  const { place, shards, writing } = save;
  const { writable, modelName } = place;
  const journal = await Journal.begin(place, save.named, shards);
  const made = new Map<string, FileState | null>();
  try {
    for (const { path, of, from, pieces } of shards) {
      await writable.create(path, newBytes(pieces, from, writing), of);
      made.set(path, await writable.state(path));
    }
    await writable.replace(modelName, allBytes(save.json, writing), async () => {
      await writing.turn();
      await journal.check();
      await checkThere(place, made);
      await save.ready();
    });
  } catch (error) {
    // A connection may break after the new model.json has arrived: then its shards are needed.
    if (await isAsBefore(save)) await discard(place, made);
    await journal.end();
    throw error;
  }
  // What cannot be removed does no harm: nothing names it.
  await discardObsolete(save).catch(() => undefined);
  await journal.end().catch(() => undefined);
}

/** Another program may have taken them for leftovers. */
async function checkThere(
  { writable }: SavePlace,
  made: ReadonlyMap<string, FileState | null>,
): Promise<void> {
  for (const [path, state] of made) {
    const now = await writable.state(path);
    if (now === null || now.stamp !== state?.stamp) {
      throw new Error(`${path} was changed while it was saved. Save again. Nothing was changed.`);
    }
  }
}

async function isAsBefore({ place, before }: Commit): Promise<boolean> {
  const { writable, files, modelName } = place;
  if (before === null) return (await writable.state(modelName)) === null;
  const now = await files.read(modelName, 0, await files.size(modelName)).catch(() => null);
  await files.forget();
  return now !== null && Buffer.compare(now, before) === 0;
}

async function discard(
  { writable }: SavePlace,
  made: ReadonlyMap<string, FileState | null>,
): Promise<void> {
  for (const [path, state] of made) {
    const now = await writable.state(path);
    if (now?.stamp === state?.stamp) await writable.remove(path).catch(() => undefined);
  }
}

async function discardObsolete({ place, obsolete }: Commit): Promise<void> {
  for (const path of await removable(place, obsolete)) {
    await place.writable.remove(path).catch(() => undefined);
  }
}
