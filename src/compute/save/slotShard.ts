import type { SavePiece } from '../../core/format/write/planSave';
import { elementsOf } from '../../core/model/strides';
import type { NewShard } from './commit';
import type { Names } from './names';
import type { ChangedModel } from './saving';
import { SLOT_WIDTH } from './slotBytes';

/** Beside the model's own files; another name where this one is taken. */
const SLOT_SHARD = 'optimizer.bin';

/** The file of new variables of an optimizer; none where none come. */
export async function slotShardsOf(
  { training }: Pick<ChangedModel, 'training'>,
  names: Names,
): Promise<readonly NewShard[]> {
  const slots = training?.plan.slots ?? [];
  if (slots.length === 0) return [];
  const path = await names.freeFor(SLOT_SHARD);
  const pieces = slots.map((slot): SavePiece => ({
    kind: 'slot',
    slot,
    from: 0,
    to: elementsOf(slot.shape) * SLOT_WIDTH,
  }));
  return [{ path, of: null, from: path, pieces }];
}
