import type { TrainingChange, TrainingSlot } from '../../core/model/edits/edit';
import type { Turn } from '../turns';
import type { ChangedModel } from './saving';
import { storedValues } from './valuesBefore';

/** What gives the files back the training state that they have now. Call it before anything is written. */
export async function trainingBefore(
  { manifest, stored, training, store }: ChangedModel,
  turn: Turn,
): Promise<TrainingChange | null> {
  if (training === null) return null;
  const { plan, configBefore } = training;
  if (plan.slots === null) return { config: configBefore, slots: null };
  const slots: TrainingSlot[] = [];
  for (const entry of manifest.entries) {
    if (!plan.removed.has(entry.group) || store === undefined) continue;
    const { name, shape, dtype } = entry;
    if (dtype !== 'float32' && dtype !== 'int32') continue;
    const file = await store.write(storedValues({ entry }, { stored }, turn));
    slots.push({ name, shape, dtype, file });
  }
  return { config: configBefore, slots };
}
