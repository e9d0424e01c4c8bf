import { PlainEntry } from '../../core/format/plainEntry';
import type { WeightEntry } from '../../core/format/weightEntry';
import type { SavePiece } from '../../core/format/write/planSave';
import type { TrainingSlot } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { NewShard } from './commit';
import type { Names } from './names';
import type { ChangedModel } from './saving';
import { elementsOf } from '../../core/model/strides';

/** float32 and int32. */
const WIDTH = 4;
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
    to: elementsOf(slot.shape) * WIDTH,
  }));
  return [{ path, of: null, from: path, pieces }];
}

/** Bytes [from, to) of one; both lie between two values. */
export async function slotBytes(
  slot: TrainingSlot,
  store: ValueStore | undefined,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const values = await store?.read(slot.file, entryOf(slot), from / WIDTH, to / WIDTH);
  if (values === undefined || !ArrayBuffer.isView(values))
    throw new RangeError(`There are no values of ${slot.name}.`);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function entryOf({ name, shape, dtype }: TrainingSlot): WeightEntry {
  return new PlainEntry(
    { name, shape, dtype, group: 'optimizer' },
    -1,
    -1,
    name,
    elementsOf(shape),
  );
}
