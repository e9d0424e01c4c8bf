import { editManifest, type PathEdit } from '../../core/format/write/editManifest';
import { editMetadata } from '../../core/format/write/editMetadata';
import { editTraining } from '../../core/format/write/editTraining';
import type { SavePlan } from '../../core/format/write/planSave';
import type { ChangedModel } from './saving';

/**
 * A model.json as it is to be saved, in pieces.
 * @param bytes as it is.
 * @param slotShard path of the new file of an optimizer's variables.
 */
export function editedJson(
  bytes: Uint8Array,
  { training }: Pick<ChangedModel, 'training'>,
  { entries, metadata }: SavePlan,
  paths: readonly PathEdit[],
  slotShard: string,
): readonly Uint8Array[] {
  const described = editMetadata(bytes, metadata);
  // Groups go and come at the end: those that the other edits name keep their places.
  const trained = training === null ? described : editTraining(described, training.plan, slotShard);
  return editManifest(trained, { entries, paths });
}
