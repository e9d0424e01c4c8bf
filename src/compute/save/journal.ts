import { hostname } from 'node:os';
import { checkShardPath } from '../../core/format/checkShardPath';
import { revisionOf } from '../../core/format/write/shardNames';
import { asArray, asNumber, asString, type Json, property } from '../../core/json';
import { isRunning } from '../isRunning';
import type { OpenableFiles } from '../files/openableFiles';
import { shownName } from '../../core/format/sentence';
import { removable } from './removable';
import type { SavePlace } from './savePlace';
import { besides, journalName, tempName } from './tempName';
import type { FileState } from './writableFiles';

/** A journal of 100,000 shards takes 10 MB. */
const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;

/** A file that a save makes, and the one of which it is the new version, if any. */
export interface NewFile {
  readonly path: string;
  readonly of: string | null;
}

/**
 * The list of what a save is about to make, on the disk before any of it and gone after all of it. It
 * keeps two programs from saving one model at once, and after a kill it says what to clean up.
 */
export class Journal {
  private constructor(
    private readonly place: SavePlace,
    private readonly name: string,
    private readonly state: FileState | null,
  ) {}

  /**
   * Cleans up after a save that was killed, then begins this one.
   * @param named shards that model.json names as it is on disk, normalized
   * @throws Error with a sentence where another program is saving
   */
  static async begin(
    place: SavePlace,
    named: ReadonlySet<string>,
    made: readonly NewFile[],
  ): Promise<Journal> {
    const { writable, modelName } = place;
    const name = journalName(modelName);
    await recover(place, named, name);
    const text = JSON.stringify({ process: process.pid, host: hostname(), made });
    await writable.create(name, [new TextEncoder().encode(text)], null);
    return new Journal(place, name, await writable.state(name));
  }

  /** @throws Error where the journal is gone or another's: what this save made may be cleaned up by now. */
  async check(): Promise<void> {
    const now = await this.place.writable.state(this.name);
    if (now?.stamp !== this.state?.stamp) throw inUse(this.place.modelName, this.name);
  }

  async end(): Promise<void> {
    const now = await this.place.writable.state(this.name);
    if (now?.stamp === this.state?.stamp) await this.place.writable.remove(this.name);
  }
}

async function recover(place: SavePlace, named: ReadonlySet<string>, name: string): Promise<void> {
  const { writable, files, modelName } = place;
  const state = await writable.state(name);
  if (state === null) return;
  const json = await readJournal(files, name);
  const owner = asNumber(property(json, 'process'));
  const isOther = owner !== undefined && owner !== process.pid;
  if (isOther && property(json, 'host') === hostname() && isRunning(owner))
    throw inUse(modelName, name);
  const made = newFilesOf(json);
  for (const path of [modelName, ...made.map(({ path }) => path)]) {
    await writable.remove(besides(path, tempName));
  }
  const left: string[] = [];
  for (const file of made) left.push(...(await leftBy(place, named, file, state)));
  for (const path of await removable(place, left)) await writable.remove(path);
  await writable.remove(name);
}

/**
 * A journal may come with a model from anywhere. So it can only have removed what a save leaves: a
 * file newer than the journal that nothing names, or the earlier revision of one that model.json names.
 */
async function leftBy(
  { writable, modelName }: SavePlace,
  named: ReadonlySet<string>,
  { path, of }: NewFile,
  journal: FileState,
): Promise<readonly string[]> {
  if (path === of || path === modelName || of === modelName) return [];
  if (of !== null && !isRevision(path, of)) return [];
  if (named.has(path)) return of !== null && !named.has(of) ? [of] : [];
  const left = await writable.state(path);
  return left !== null && left.changed >= journal.changed ? [path] : [];
}

function isRevision(path: string, of: string): boolean {
  const [now, before] = [revisionOf(path), revisionOf(of)];
  return now.original === before.original && now.revision > before.revision;
}

async function readJournal(files: OpenableFiles, name: string): Promise<Json> {
  const size = await files.size(name);
  if (size > MAX_JOURNAL_BYTES) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(name, 0, size))) as Json;
  } catch {
    // Killed while it was written: nothing else had been made yet.
    return null;
  } finally {
    await files.forget();
  }
}

function newFilesOf(json: Json): NewFile[] {
  return (asArray(property(json, 'made')) ?? []).flatMap((each) => {
    const path = asString(property(each, 'path'));
    const of = asString(property(each, 'of')) ?? null;
    if (path === undefined || checkShardPath(path) !== undefined) return [];
    return of !== null && checkShardPath(of) !== undefined ? [] : [{ path, of }];
  });
}

function inUse(modelName: string, journal: string): Error {
  return new Error(
    `${shownName(modelName)} is being saved by another program. Wait for that and save again; ` +
      `if there is none, delete ${shownName(journal)} in its folder. Nothing was changed.`,
  );
}
