import { PlainEntry } from '../../core/format/plainEntry';
import type { WeightEntry } from '../../core/format/weightEntry';
import type { TrainingSlot } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { elementsOf } from '../../core/model/strides';

/** Bytes of a value of float32 and int32. */
export const SLOT_WIDTH = 4;

/** Bytes [from, to) of new values of an optimizer's variable; both lie between two values. */
export async function slotBytes(
  slot: TrainingSlot,
  store: ValueStore | undefined,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const values = await store?.read(slot.file, entryOf(slot), from / SLOT_WIDTH, to / SLOT_WIDTH);
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
