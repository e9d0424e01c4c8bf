import type { WeightEntry } from '../format/weightEntry';
import type { TrainingSlot } from './edits/edit';

/** Variables of optimizers in the order in which they are stored, by which they belong to weights. */
export function optimizerSlots<Entry extends Pick<WeightEntry, 'variableGroup'>>(
  entries: readonly Entry[],
): readonly Entry[] {
  return entries.filter(({ variableGroup }) => variableGroup === 'optimizer');
}

/** Without the number that TensorFlow.js adds to a name that it has seen before, and TensorFlow's output. */
export function plainWeightName(name: string): string {
  return name.replace(/:0$/, '').replace(/_\d+$/, '');
}

/** Whether new slots can lie where those are that the file has: of the same optimizer and the same weights. */
export function sameSlots(
  stored: readonly Pick<WeightEntry, 'name' | 'shape' | 'dtype' | 'quantization'>[],
  slots: readonly Pick<TrainingSlot, 'name' | 'shape' | 'dtype'>[],
): boolean {
  return (
    stored.length === slots.length &&
    stored.every(({ name, shape, dtype, quantization }, i) => {
      const slot = slots[i];
      return (
        slot !== undefined &&
        quantization === undefined &&
        dtype === slot.dtype &&
        shape.length === slot.shape.length &&
        shape.every((size, axis) => size === slot.shape[axis]) &&
        sameName(name, slot.name)
      );
    })
  );
}

function sameName(a: string, b: string): boolean {
  const [[ofA, slotA], [ofB, slotB]] = [parts(a), parts(b)];
  return slotA === slotB && plainWeightName(ofA) === plainWeightName(ofB);
}

/** "dense/kernel" and "m". */
function parts(name: string): readonly [string, string] {
  const at = name.lastIndexOf('/');
  return [name.slice(0, Math.max(0, at)), name.slice(at + 1)];
}
