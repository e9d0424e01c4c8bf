import type { FileWeightSource } from '../../core/format/fileWeightSource';
import type { Manifest } from '../../core/format/weightEntry';
import type { WeightSource } from '../../core/format/weightSource';
import { type PathEdit } from '../../core/format/write/editManifest';
import type { SavePiece } from '../../core/format/write/planSave';
import {
  type ChangedWeight,
  type StoredForm,
  storedFormOf,
} from '../../core/format/write/storedForm';
import type { TrainingPlan } from '../../core/format/write/planTraining';
import type { Json } from '../../core/json';
import type { MetadataChange } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Turn } from '../turns';
import type { Writing } from './newBytes';
import type { SavePlace } from './savePlace';
import type { FileStates } from './states';

/** An open model with what was changed in it. */
export interface ChangedModel {
  readonly place: SavePlace;
  readonly manifest: Manifest;
  /** The bytes of model.json. */
  readonly json: () => Promise<Uint8Array>;
  /** Values as in the files, through `place.files`. */
  readonly stored: FileWeightSource;
  /** Values as they are to be saved. */
  readonly edited: WeightSource;
  readonly changed: readonly ChangedWeight[];
  readonly metadata: readonly MetadataChange[];
  /** What the files have under the same keys. */
  readonly metadataBefore: readonly MetadataChange[];
  /** What becomes of the state that a later training goes on from; null where that stays as it is. */
  readonly training: {
    readonly plan: TrainingPlan;
    readonly configBefore: Json | undefined;
  } | null;
  /** Of whole tensors that edits bring, and of those of before that undo brings back. */
  readonly store: ValueStore | undefined;
  /** How model.json and all shards were when the model was opened. */
  readonly opened: FileStates;
}

export interface SaveCall {
  /** Between two pieces of work; rejects when the save is no longer wanted. */
  readonly turn: Turn;
  /** 0 to 1, by bytes written. */
  readonly progress: (fraction: number) => void;
  /** Closes what others hold open of the files, just before they are replaced: Windows asks for that. */
  readonly release: () => Promise<void>;
}

/** How the changed weights will be stored. @throws ModelMismatchError where that cannot be as wanted */
export async function formsOf(
  { edited, changed }: ChangedModel,
  turn: Turn,
): Promise<readonly StoredForm[]> {
  const forms: StoredForm[] = [];
  for (const each of changed) {
    if (each.entry.size > 0) forms.push(await storedFormOf(each, edited, turn));
  }
  return forms;
}

/** @param total bytes that will be written */
export function writingOf(model: ChangedModel, total: number, call: SaveCall): Writing {
  let done = 0;
  return {
    sources: model,
    files: model.place.files,
    store: model.store,
    turn: call.turn,
    wrote: (bytes) => {
      done += bytes;
      call.progress(total === 0 ? 1 : Math.min(1, done / total));
    },
  };
}

export function lengthOf(pieces: readonly SavePiece[]): number {
  return pieces.reduce((total, { from, to }) => total + to - from, 0);
}

/** What model.json spells differently when a shard is called otherwise. */
export function pathEdit(
  {
    group,
    shard,
    spelled,
  }: { readonly group: number; readonly shard: number; readonly spelled: string },
  path: string,
): PathEdit {
  // Some writers put "./" in front, and whoever reads by text expects it to stay.
  const prefix = /^(?:\.\/)+/.exec(spelled)?.[0] ?? '';
  return { group, shard, from: spelled, to: prefix + path };
}
