import { decode, storedWidth } from '../decode';
import type { FileWeightSource } from '../fileWeightSource';
import type { WeightSource, WeightValues } from '../weightSource';
import { encode } from './encode';
import type { StoredForm } from './storedForm';

/** Where the bytes of changed weights come from. */
export interface EditedValues {
  readonly stored: FileWeightSource;
  readonly edited: WeightSource;
}

/** Bytes [from, to) of a changed weight as it will be stored. Shards may cut a weight at any byte. */
export async function encodedBytes(
  form: StoredForm,
  sources: EditedValues,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const width = storedWidth(form.dtype, form.quantization);
  const start = Math.floor(from / width);
  const end = Math.ceil(to / width);
  const bytes = await encodedElements(form, sources, start, end);
  if (bytes.length !== (end - start) * width) {
    throw new RangeError(`${end - start} elements came as ${bytes.length} bytes`);
  }
  return bytes.subarray(from - start * width, to - start * width);
}

/** Elements [start, end) as they will read back: what a type cannot hold is rounded. */
export async function savedValues(
  form: StoredForm,
  sources: EditedValues,
  start: number,
  end: number,
): Promise<WeightValues> {
  const bytes = await encodedElements(form, sources, start, end);
  return decode(bytes, form.dtype, form.quantization, end - start);
}

async function encodedElements(
  form: StoredForm,
  { stored, edited }: EditedValues,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const { entry, dtype, quantization } = form;
  const values = await edited.read(entry, start, end);
  const bytes = encode(values, dtype, quantization);
  const isExact = quantization === undefined && dtype !== 'float16' && dtype !== 'bfloat16';
  if (isExact || !form.keepsUnchanged) return bytes;
  // Several stored bit patterns may read as one value (NaN; steps finer than float32): what did not
  // change keeps the one that it has.
  const before = await stored.readStored(entry, start, end);
  const known = decode(before, dtype, quantization, end - start);
  const width = storedWidth(dtype, quantization);
  for (let i = 0; i < end - start; i++) {
    if (!Object.is(known[i], values[i])) continue;
    bytes.set(before.subarray(i * width, (i + 1) * width), i * width);
  }
  return bytes;
}
