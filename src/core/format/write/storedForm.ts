import { ModelMismatchError } from '../../errors';
import type { QuantizedStorage } from '../../model/edits/edit';
import type { FixedDType, Quantization } from '../dtypes';
import { storedWidth } from '../decode';
import { shownName } from '../sentence';
import type { WeightEntry } from '../weightEntry';
import type { WeightSource } from '../weightSource';
import { chooseQuantization } from './chooseQuantization';

/** A weight whose values differ from the file's. */
export interface ChangedWeight {
  readonly entry: WeightEntry;
  /** Only a quantized weight has a choice; by default it is quantized anew. */
  readonly as?: QuantizedStorage | undefined;
}

/** How a changed weight will lie in the files. */
export interface StoredForm {
  readonly entry: WeightEntry;
  readonly dtype: FixedDType;
  readonly quantization: Quantization | undefined;
  /** New bytes for each old one. */
  readonly growth: number;
  /** Whether an element that did not change keeps its bytes: same type, same scale and min. */
  readonly keepsUnchanged: boolean;
  /** Largest |stored - edited| that quantizing costs, 0 where it costs nothing. */
  readonly largestError: number;
}

/**
 * @param turn between two pieces of work
 * @throws ModelMismatchError where the values cannot be stored as wanted
 */
export async function storedFormOf(
  { entry, as }: ChangedWeight,
  edited: WeightSource,
  turn: () => Promise<void>,
): Promise<StoredForm> {
  const { dtype, quantization, name } = entry;
  if (dtype === 'string') {
    throw new ModelMismatchError(`${shownName(name)} holds text, which is not edited.`);
  }
  if (quantization !== undefined && as === 'float32') {
    const growth = storedWidth(dtype, undefined) / storedWidth(dtype, quantization);
    return {
      entry,
      dtype,
      quantization: undefined,
      growth,
      keepsUnchanged: false,
      largestError: 0,
    };
  }
  const same = { entry, dtype, growth: 1 };
  if (quantization === undefined) {
    return { ...same, quantization, keepsUnchanged: true, largestError: 0 };
  }
  const chosen = await chooseQuantization(entry, quantization, edited, turn);
  const keepsUnchanged = chosen.quantization === quantization;
  return { ...same, ...chosen, keepsUnchanged };
}
