import { ModelMismatchError } from '../../errors';
import { decode } from '../decode';
import type { FixedDType, Quantization } from '../dtypes';
import { shownName } from '../sentence';
import type { WeightEntry } from '../weightEntry';
import type { WeightSource } from '../weightSource';
import { encode } from './encode';
import { quantizationFor } from './quantizationFor';

/** Elements of a piece: some milliseconds of work. */
const PIECE = 256 * 1024;

export interface ChosenQuantization {
  /** The one given where it serves as well. */
  readonly quantization: Quantization;
  /** Largest |stored - edited|. */
  readonly largestError: number;
}

/**
 * How to quantize a weight anew to the type that it has. The old scale and min stay if no value would
 * be stored less exactly for it, so that values that were not edited keep their bits.
 * @throws ModelMismatchError where a value is not finite, which integers cannot stand for
 */
export async function chooseQuantization(
  entry: WeightEntry,
  old: Quantization,
  edited: WeightSource,
  turn: () => Promise<void>,
): Promise<ChosenQuantization> {
  const errorOf = (quantization: Quantization): Promise<number> =>
    largestError(entry, quantization, edited, turn);
  if (old.dtype === 'float16') return { quantization: old, largestError: await errorOf(old) };
  const { low, high } = await range(entry, old.dtype, edited, turn);
  const [kept, fresh] = [old, quantizationFor(low, high, old)];
  const [keptError, freshError] = [await errorOf(kept), await errorOf(fresh)];
  return keptError <= freshError
    ? { quantization: kept, largestError: keptError }
    : { quantization: fresh, largestError: freshError };
}

async function range(
  entry: WeightEntry,
  storedAs: string,
  edited: WeightSource,
  turn: () => Promise<void>,
): Promise<{ low: number; high: number }> {
  let low = Infinity;
  let high = -Infinity;
  for await (const values of pieces(entry, edited, turn)) {
    for (const value of values) {
      if (!Number.isFinite(value)) throw notFinite(entry, value, storedAs);
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

async function largestError(
  entry: WeightEntry,
  quantization: Quantization,
  edited: WeightSource,
  turn: () => Promise<void>,
): Promise<number> {
  const dtype = entry.dtype as FixedDType;
  let largest = 0;
  for await (const values of pieces(entry, edited, turn)) {
    const bytes = encode(values, dtype, quantization);
    const stored = decode(bytes, dtype, quantization, values.length) as typeof values;
    for (let i = 0; i < values.length; i++) {
      const error = Math.abs((stored[i] ?? 0) - (values[i] ?? 0));
      if (error > largest) largest = error;
    }
  }
  return largest;
}

async function* pieces(
  entry: WeightEntry,
  edited: WeightSource,
  turn: () => Promise<void>,
): AsyncGenerator<Float32Array | Int32Array> {
  for (let start = 0; start < entry.size; start += PIECE) {
    const values = await edited.read(entry, start, Math.min(entry.size, start + PIECE));
    if (!(values instanceof Float32Array || values instanceof Int32Array)) {
      throw new RangeError('Quantized values are float32 or int32 in memory.');
    }
    yield values;
    await turn();
  }
}

function notFinite({ name }: WeightEntry, value: number, storedAs: string): ModelMismatchError {
  return new ModelMismatchError(
    `${shownName(name)} holds ${value}, which ${storedAs} cannot stand for: ` +
      `change the value, or store the tensor as float32.`,
  );
}
