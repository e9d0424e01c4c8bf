import { ModelMismatchError } from '../../errors';
import { checkShardPath, normalizeShardPath } from '../checkShardPath';
import type { FileWeightSource } from '../fileWeightSource';
import type { MetadataChange, TrainingSlot } from '../../model/edits/edit';
import { shownName } from '../sentence';
import type { Manifest, WeightEntry } from '../weightEntry';
import type { EntryEdit } from './editManifest';
import type { StoredForm } from './storedForm';

/** A stretch of a new file. */
export type SavePiece =
  /** Bytes [from, to) of the file that it replaces. */
  | { readonly kind: 'copy'; readonly from: number; readonly to: number }
  /** Bytes [from, to) of a changed weight as it will be stored. */
  | {
      readonly kind: 'encode';
      readonly form: StoredForm;
      readonly from: number;
      readonly to: number;
    }
  /** Bytes [from, to) of a new variable of an optimizer. */
  | {
      readonly kind: 'slot';
      readonly slot: TrainingSlot;
      readonly from: number;
      readonly to: number;
    };

/** A shard whose bytes change, by its place in the manifest: one file may be listed in several. */
export interface ShardRewrite {
  readonly group: number;
  readonly shard: number;
  /** As the manifest spells it. */
  readonly spelled: string;
  /** As `ModelFiles` takes it. */
  readonly path: string;
  readonly pieces: readonly SavePiece[];
}

/** What saving comes to, apart from what new files are called. */
export interface SavePlan {
  readonly rewrites: readonly ShardRewrite[];
  /** Entries of model.json that say something else afterwards. */
  readonly entries: readonly EntryEdit[];
  /** Members of its `userDefinedMetadata` that do. */
  readonly metadata: readonly MetadataChange[];
}

interface Stretch {
  readonly form: StoredForm;
  readonly offset: number;
  readonly length: number;
  readonly from: number;
}

/**
 * Which shards hold the changed weights, and what they become. Every other byte stays in its place:
 * of other weights, of incomplete ones, and whatever follows the last.
 *
 * A weight that takes more bytes than before grows in each shard in proportion. That moves what
 * follows it, but the format sees the shards of a group as one concatenation, whatever their sizes.
 * @param sizeOf bytes of a shard that is there
 * @throws ModelMismatchError where the files that are there do not allow it
 */
export async function planSave(
  manifest: Manifest,
  stored: FileWeightSource,
  sizeOf: (path: string) => Promise<number>,
  forms: readonly StoredForm[],
  metadata: readonly MetadataChange[],
): Promise<SavePlan> {
  const slots = new Map<string, Stretch[]>();
  const entries: EntryEdit[] = [];
  for (const form of forms) {
    const { entry } = form;
    const group = manifest.groups[entry.group];
    if (form.growth !== 1) await checkGrowth(entry, stored);
    if (!form.keepsUnchanged) entries.push(entryEdit(form, entry.index - (group?.entries[0] ?? 0)));
    let done = 0;
    for (const { shard, offset, length } of await stored.piecesOf(entry, 0, entry.size)) {
      const key = `${entry.group} ${shard}`;
      const stretches = slots.get(key) ?? [];
      slots.set(key, stretches);
      stretches.push({ form, offset, length, from: done });
      done += length;
    }
  }
  const rewrites: ShardRewrite[] = [];
  for (const [key, stretches] of slots) {
    const [group = 0, shard = 0] = key.split(' ').map(Number);
    const spelled = manifest.groups[group]?.paths[shard] ?? '';
    const path = normalizeShardPath(spelled);
    const pieces = piecesOf(stretches, await sizeOf(path));
    rewrites.push({ group, shard, spelled, path, pieces });
  }
  return { rewrites, entries, metadata };
}

/** All files that the manifest names and that may be read, once each. */
export function shardPaths(manifest: Manifest): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const group of manifest.groups) {
    for (const path of group.paths) {
      if (checkShardPath(path) === undefined) paths.add(normalizeShardPath(path));
    }
  }
  return paths;
}

function piecesOf(stretches: Stretch[], size: number): SavePiece[] {
  const pieces: SavePiece[] = [];
  let at = 0;
  for (const { form, offset, length, from } of stretches.sort((a, b) => a.offset - b.offset)) {
    if (offset > at) pieces.push({ kind: 'copy', from: at, to: offset });
    const { growth } = form;
    pieces.push({ kind: 'encode', form, from: from * growth, to: (from + length) * growth });
    at = offset + length;
  }
  if (size > at) pieces.push({ kind: 'copy', from: at, to: size });
  return pieces;
}

/**
 * Sizes that had to be guessed from one another could no longer be, once they differ.
 * @throws ModelMismatchError where a weight is to take more room
 */
export async function checkGrowth(entry: WeightEntry, stored: FileWeightSource): Promise<void> {
  if (await stored.isComplete(entry.group)) return;
  throw new ModelMismatchError(
    `${shownName(entry.name)} cannot become ${entry.dtype}, which takes more room, while files of its group ` +
      `are missing or short. Restore them and reload, or keep the tensor quantized.`,
  );
}

function entryEdit({ entry, quantization }: StoredForm, position: number): EntryEdit {
  const affine = quantization !== undefined && quantization.dtype !== 'float16';
  if (quantization !== undefined && !affine) {
    throw new RangeError(`${entry.name}: float16 has neither scale nor min to change`);
  }
  return {
    group: entry.group,
    position,
    quantization: affine ? { scale: quantization.scale, min: quantization.min } : null,
  };
}
