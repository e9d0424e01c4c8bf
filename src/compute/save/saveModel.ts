import { planSave } from '../../core/format/write/planSave';
import type { StoredForm } from '../../core/format/write/storedForm';
import type { SaveReport } from '../../protocol/edit';
import { saveElsewhere } from './saveElsewhere';
import { saveInPlace } from './saveInPlace';
import { type ChangedModel, formsOf, type SaveCall } from './saving';
import type { SavePlace } from './savePlace';
import { trainingBefore } from './trainingBefore';
import { valuesBefore } from './valuesBefore';

/**
 * Saves a changed model where it is, or to another place.
 *
 * @param target null saves in place
 * @param overwrite whether a model that is at `target` may be replaced
 * @throws ChangedOnDiskError, ModelMismatchError, or an Error with a sentence; all files are then as they were
 */
export async function saveModel(
  model: ChangedModel,
  target: SavePlace | null,
  overwrite: boolean,
  call: SaveCall,
): Promise<SaveReport> {
  const { manifest, stored, place, metadata } = model;
  const sizeOf = (path: string): Promise<number> => place.files.size(path);
  const forms = await formsOf(model, call.turn);
  if (target !== null && !(await isSameFile(place, target))) {
    const plan = await planSave(manifest, stored, sizeOf, forms, metadata);
    const written = await saveElsewhere(model, plan, target, overwrite, call);
    return { written, before: [], metadata: [], training: null, quantized: costOf(forms) };
  }
  const before = await valuesBefore(forms, model, model.store, call.turn);
  const differing = new Set(before.map(({ weight }) => weight));
  const differ = forms.filter(
    ({ entry, keepsUnchanged }) => !keepsUnchanged || differing.has(entry.index),
  );
  const plan = await planSave(manifest, stored, sizeOf, differ, metadata);
  const training = await trainingBefore(model, call.turn);
  const written = await saveInPlace(model, plan, call);
  return {
    written,
    before,
    metadata: model.metadataBefore,
    training,
    quantized: costOf(differ),
  };
}

/** What quantizing costs the tensors that are written. */
function costOf(forms: readonly StoredForm[]): SaveReport['quantized'] {
  const errors = forms
    .filter(({ quantization }) => quantization !== undefined)
    .map(({ largestError }) => largestError);
  return errors.length === 0 ? null : { tensors: errors.length, largestError: Math.max(...errors) };
}

async function isSameFile(place: SavePlace, target: SavePlace): Promise<boolean> {
  const [here, there] = [
    await place.writable.state(place.modelName),
    await target.writable.state(target.modelName),
  ];
  return here !== null && here.file === there?.file;
}
