import type { FixedDType } from '../../core/format/dtypes';
import { type EditedValues, savedValues } from '../../core/format/write/encodedBytes';
import type { StoredForm } from '../../core/format/write/storedForm';
import type { NumberValues, WeightValues } from '../../core/format/weightSource';
import type { Patch } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Turn } from '../turns';

/** Elements of a piece: some milliseconds of work. */
const PIECE = 256 * 1024;
/** Cells kept in memory over all weights: 16 bytes each at most. What changed more goes to the store. */
const MAX_CELLS = 256 * 1024;

type Numbers = NumberValues | BigInt64Array | BigUint64Array;

/**
 * Patches that turn the values as they will have been saved back into those that the files hold now.
 * Call it before anything is written. Nothing for a weight whose values stay as they are.
 * @param store keeps whole tensors; without one all are kept in memory
 */
export async function valuesBefore(
  forms: readonly StoredForm[],
  sources: EditedValues,
  store: ValueStore | undefined,
  turn: Turn,
): Promise<readonly Patch[]> {
  const patches: Patch[] = [];
  let room = MAX_CELLS;
  for (const form of forms) {
    const weight = form.entry.index;
    const cells = await changedCells(form, sources, store === undefined ? Infinity : room, turn);
    if (cells === null) {
      const file = await store?.write(storedValues(form, sources, turn));
      if (file !== undefined) patches.push({ kind: 'values', weight, file });
      continue;
    }
    room -= cells.positions.length;
    if (cells.positions.length > 0) patches.push({ kind: 'cells', weight, ...cells });
  }
  return patches;
}

/** Null where they are more than `most`. */
async function changedCells(
  form: StoredForm,
  sources: EditedValues,
  most: number,
  turn: Turn,
): Promise<{ positions: Float64Array; values: WeightValues } | null> {
  const { entry, dtype } = form;
  const positions: number[] = [];
  const values: (number | bigint)[] = [];
  let like: Numbers = new Float32Array(0);
  for (let start = 0; start < entry.size; start += PIECE) {
    const end = Math.min(entry.size, start + PIECE);
    const before = numbers(await sources.stored.read(entry, start, end));
    const after = numbers(await savedValues(form, sources, start, end));
    like = before;
    const first = start * partsOf(dtype);
    for (let i = 0; i < before.length; i++) {
      const value = before[i] ?? 0;
      if (Object.is(value, after[i])) continue;
      if (positions.length >= most) return null;
      positions.push(first + i);
      values.push(value);
    }
    await turn();
  }
  return { positions: Float64Array.from(positions), values: arrayLike(like, values) };
}

/** All values of a weight as the files hold them now. */
export async function* storedValues(
  { entry }: Pick<StoredForm, 'entry'>,
  { stored }: Pick<EditedValues, 'stored'>,
  turn: Turn,
): AsyncGenerator<Numbers> {
  for (let start = 0; start < entry.size; start += PIECE) {
    await turn();
    yield numbers(await stored.read(entry, start, Math.min(entry.size, start + PIECE)));
  }
}

function partsOf(dtype: FixedDType): number {
  return dtype === 'complex64' ? 2 : 1;
}

function numbers(values: WeightValues): Numbers {
  if (ArrayBuffer.isView(values)) return values;
  throw new RangeError('Text is not edited.');
}

/** An array of the same type. */
function arrayLike(like: Numbers, values: readonly (number | bigint)[]): Numbers {
  const Type = like.constructor as new (values: readonly (number | bigint)[]) => Numbers;
  return new Type(values);
}
