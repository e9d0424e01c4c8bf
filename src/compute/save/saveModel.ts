import type { ValueStore } from '../../core/model/edits/valueStore';
import type { SaveReport } from '../../protocol/edit';
import { saveElsewhere } from './saveElsewhere';
import { saveInPlace } from './saveInPlace';
import { type ChangedModel, planned, type SaveCall } from './saving';
import type { SavePlace } from './savePlace';
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
  store: ValueStore,
  call: SaveCall,
): Promise<SaveReport> {
  const plan = await planned(model, call.turn);
  if (target !== null && !(await isSameFile(model.place, target))) {
    const written = await saveElsewhere(model, plan, target, overwrite, call);
    return { written, before: [] };
  }
  const before = await valuesBefore(plan.forms, model, store, call.turn);
  return { written: await saveInPlace(model, plan, call), before };
}

async function isSameFile(place: SavePlace, target: SavePlace): Promise<boolean> {
  const [here, there] = [
    await place.writable.state(place.modelName),
    await target.writable.state(target.modelName),
  ];
  return here !== null && here.file === there?.file;
}
