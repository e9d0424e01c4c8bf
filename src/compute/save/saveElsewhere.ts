import { ChangedOnDiskError, ModelFormatError } from '../../core/errors';
import { checkShardPath, normalizeShardPath } from '../../core/format/checkShardPath';
import { plural, shownName } from '../../core/format/sentence';
import type { PathEdit } from '../../core/format/write/editManifest';
import { type SavePiece, type SavePlan, shardPaths } from '../../core/format/write/planSave';
import { readModel } from '../../core/model/readModel';
import { commit, type NewShard } from './commit';
import { editedJson } from './editedJson';
import { Names } from './names';
import { type ChangedModel, lengthOf, pathEdit, type SaveCall, writingOf } from './saving';
import type { SavePlace } from './savePlace';
import { slotShardsOf } from './slotShard';
import { checkStates } from './states';

/**
 * Writes the whole model to another place: its shards by the same relative paths and of the same
 * sizes, but never over a file that is there: then under a new name. model.json comes last.
 * @param overwrite whether a model.json that is there may be replaced; its shards then go too
 * @returns the files written, as the new model.json spells them
 * @throws ChangedOnDiskError where there is one, or where the model is no longer as it was opened
 */
export async function saveElsewhere(
  model: ChangedModel,
  plan: SavePlan,
  target: SavePlace,
  overwrite: boolean,
  call: SaveCall,
): Promise<readonly string[]> {
  const { place, opened } = model;
  await checkStates(place.writable, opened);
  const replaced = await modelAt(target);
  if (replaced !== null && !overwrite) {
    throw new ChangedOnDiskError(
      `${shownName(target.modelName)} is there already, with ${plural(replaced.shards.size, 'file')} of weights.`,
    );
  }
  // The names of the original's missing shards too: it would take ours for them.
  const isSameFolder = await sameFolder(place, target);
  const original = isSameFolder ? shardPaths(model.manifest) : new Set<string>();
  const names = new Names(target.writable, [target.modelName, place.modelName, ...original]);
  const copied = await copies(model, plan, names);
  const slotShards = await slotShardsOf(model, names);
  const shards = [...copied.shards, ...slotShards];
  const written = new Set(shards.map(({ path }) => path));
  const kept = new Set([...written, ...original]);
  const bytes = await model.json();
  const json = editedJson(bytes, model, plan, copied.paths, slotShards[0]?.path ?? '');
  const total = shards.reduce((sum, { pieces }) => sum + lengthOf(pieces), bytes.length);
  await commit({
    place: target,
    named: replaced?.shards ?? new Set(),
    shards,
    before: replaced?.json ?? null,
    json,
    obsolete: [...(replaced?.shards ?? [])].filter((path) => !kept.has(path)),
    writing: writingOf(model, total, call),
    ready: async () => {
      await checkStates(place.writable, opened);
      await target.files.forget();
    },
  });
  return [...written, target.modelName];
}

/** One new file for each that is there, and one for each place of the manifest whose bytes changed. */
async function copies(
  { place, manifest, opened, training }: ChangedModel,
  plan: SavePlan,
  names: Names,
): Promise<{ readonly shards: readonly NewShard[]; readonly paths: readonly PathEdit[] }> {
  const rewrites = new Map(plan.rewrites.map((each) => [`${each.group} ${each.shard}`, each]));
  const copied = new Map<string, string>();
  const shards: NewShard[] = [];
  const paths: PathEdit[] = [];
  for (const [group, { paths: listed }] of manifest.groups.entries()) {
    if (training?.plan.removed.has(group) === true) continue;
    for (const [shard, spelled] of listed.entries()) {
      const from = normalizeShardPath(spelled);
      if (checkShardPath(spelled) !== undefined || (opened.get(from) ?? null) === null) continue;
      const rewrite = rewrites.get(`${group} ${shard}`);
      const known = rewrite === undefined ? copied.get(from) : undefined;
      const path = known ?? (await names.freeFor(from));
      if (path !== from) paths.push(pathEdit({ group, shard, spelled }, path));
      if (known !== undefined) continue;
      if (rewrite === undefined) copied.set(from, path);
      const pieces = rewrite?.pieces ?? whole(await place.files.size(from));
      shards.push({ path, of: null, from, pieces });
    }
  }
  return { shards, paths };
}

function whole(size: number): readonly SavePiece[] {
  return [{ kind: 'copy', from: 0, to: size }];
}

async function sameFolder(place: SavePlace, target: SavePlace): Promise<boolean> {
  const [here, there] = [await place.writable.state('.'), await target.writable.state('.')];
  return here !== null && here.file === there?.file;
}

/** The file that is there, and the shards that it names if it is a model. */
async function modelAt({ files, writable, modelName }: SavePlace): Promise<{
  readonly json: Uint8Array;
  readonly shards: ReadonlySet<string>;
} | null> {
  if ((await writable.state(modelName)) === null) return null;
  const json = await files.read(modelName, 0, await files.size(modelName));
  await files.forget();
  try {
    const { manifest } = readModel(new TextDecoder().decode(json), modelName);
    return { json, shards: shardPaths(manifest) };
  } catch (error) {
    if (error instanceof ModelFormatError) return { json, shards: new Set() };
    throw error;
  }
}
