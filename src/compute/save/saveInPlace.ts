import { ModelMismatchError } from '../../core/errors';
import { checkShardPath, normalizeShardPath } from '../../core/format/checkShardPath';
import { shownName } from '../../core/format/sentence';
import { type SavePlan, shardPaths, type ShardRewrite } from '../../core/format/write/planSave';
import { commit, type NewShard } from './commit';
import { editedJson } from './editedJson';
import { Journal } from './journal';
import { newBytes } from './newBytes';
import { type ChangedModel, lengthOf, pathEdit, type SaveCall, writingOf } from './saving';
import { Names } from './names';
import { slotShardsOf } from './slotShard';
import { checkStates } from './states';

/**
 * Writes what was changed, and nothing else. Killed at any instant it leaves a model that loads: all
 * old or all new.
 *
 * - One shard changes and model.json does not: the shard is written beside and renamed over.
 * - Else changed shards go under new names, which nobody reads yet; then model.json, which names them,
 *   is written beside and renamed over. That is the commit. The old shards are removed afterwards.
 * @returns the files written, as model.json spells them
 * @throws ChangedOnDiskError where the files are no longer as they were opened
 */
export async function saveInPlace(
  model: ChangedModel,
  plan: SavePlan,
  call: SaveCall,
): Promise<readonly string[]> {
  const { writable } = model.place;
  await checkStates(writable, model.opened);
  const [only] = plan.rewrites;
  const keepsJson =
    plan.entries.length === 0 && plan.metadata.length === 0 && model.training === null;
  if (only === undefined && keepsJson) return [];
  for (const rewrite of plan.rewrites) checkIsShard(rewrite, model);
  const isOne = only !== undefined && plan.rewrites.length === 1 && keepsJson;
  return isOne && writable.replacesAtomically && !isShared(only, model)
    ? replaceOne(model, only, call)
    : replaceSeveral(model, plan, call);
}

async function replaceOne(
  model: ChangedModel,
  rewrite: ShardRewrite,
  call: SaveCall,
): Promise<readonly string[]> {
  const { place } = model;
  const { path, pieces, spelled } = rewrite;
  const writing = writingOf(model, lengthOf(pieces), call);
  const journal = await Journal.begin(place, shardPaths(model.manifest), [{ path, of: path }]);
  try {
    await place.writable.replace(path, newBytes(pieces, path, writing), async () => {
      await call.turn();
      await journal.check();
      await ready(model, call);
    });
  } finally {
    await journal.end();
  }
  return [spelled];
}

async function replaceSeveral(
  model: ChangedModel,
  plan: SavePlan,
  call: SaveCall,
): Promise<readonly string[]> {
  const { place, manifest } = model;
  const { modelName } = place;
  const named = shardPaths(manifest);
  const names = new Names(place.writable, [modelName, ...named]);
  const shards: NewShard[] = [];
  const paths = [];
  for (const rewrite of plan.rewrites) {
    const path = await names.revisionOf(rewrite.path);
    shards.push({ path, of: rewrite.path, from: rewrite.path, pieces: rewrite.pieces });
    paths.push(pathEdit(rewrite, path));
  }
  const left = placesOfRemoved(model);
  const needed = filesOf(model, new Set([...plan.rewrites, ...left].map(slotOf)));
  const obsolete = new Set(
    [...shards.map(({ from }) => from), ...left.map(({ path }) => path)].filter(
      (of) => !isIn(needed, of, model),
    ),
  );
  const slotShards = await slotShardsOf(model, names);
  shards.push(...slotShards);
  const added = slotShards.map(({ path }) => path);
  const bytes = await model.json();
  const json = editedJson(bytes, model, plan, paths, added[0] ?? '');
  const total = shards.reduce((sum, { pieces }) => sum + lengthOf(pieces), bytes.length);
  const writing = writingOf(model, total, call);
  await commit({
    place,
    named,
    shards,
    before: bytes,
    json,
    obsolete: [...obsolete],
    writing,
    ready: () => ready(model, call),
  });
  return [...paths.map(({ to }) => to), ...added, modelName];
}

/** Places of the manifest that go, of files that may be read. */
function placesOfRemoved({
  manifest,
  training,
}: ChangedModel): { readonly group: number; readonly shard: number; readonly path: string }[] {
  return [...(training?.plan.removed ?? [])].flatMap((group) =>
    (manifest.groups[group]?.paths ?? []).flatMap((spelled, shard) =>
      checkShardPath(spelled) === undefined
        ? [{ group, shard, path: normalizeShardPath(spelled) }]
        : [],
    ),
  );
}

/** The last look at the old files. */
async function ready({ place, opened }: ChangedModel, { release }: SaveCall): Promise<void> {
  await checkStates(place.writable, opened);
  await Promise.all([place.files.forget(), release()]);
}

/** Whether another place of the manifest reads the same file, which must not change with this one. */
function isShared(rewrite: ShardRewrite, model: ChangedModel): boolean {
  return isIn(filesOf(model, new Set([slotOf(rewrite)])), rewrite.path, model);
}

/** The files, links followed, of all places of the manifest but some. */
function filesOf({ manifest, opened }: ChangedModel, except: ReadonlySet<string>): Set<string> {
  const files = new Set<string>();
  manifest.groups.forEach(({ paths }, group) => {
    paths.forEach((spelled, shard) => {
      const file = opened.get(normalizeShardPath(spelled))?.file;
      if (file !== undefined && !except.has(slotOf({ group, shard }))) files.add(file);
    });
  });
  return files;
}

function isIn(files: ReadonlySet<string>, path: string, { opened }: ChangedModel): boolean {
  return files.has(opened.get(path)?.file ?? '');
}

function slotOf({ group, shard }: { readonly group: number; readonly shard: number }): string {
  return `${group} ${shard}`;
}

function checkIsShard({ path, spelled }: ShardRewrite, { place, opened }: ChangedModel): void {
  if (opened.get(path)?.file !== opened.get(place.modelName)?.file) return;
  throw new ModelMismatchError(
    `${shownName(spelled)} is listed as a file of weights and is the model itself, so nothing is written to it.`,
  );
}
