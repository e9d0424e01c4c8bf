import { countElements } from '../../format/countElements';
import { isDType, type DType } from '../../format/dtypes';
import { shownValue } from '../../format/sentence';
import type { NumberValues, WeightValues } from '../../format/weightSource';
import { asArray, asString, isArray, property, type Json } from '../../json';
import { type ArrayTensor, MAX_TENSORS, refused } from './arrayModel';

/** The value of `format` by which our own JSON is known. */
const FORMAT = 'weightscope-weights';

/** A tensor with its values, as `WeightSource.read` gives them. */
export interface HeldArray extends ArrayTensor {
  readonly values: WeightValues;
}

/**
 * The tensors of a JSON file that Weightscope exported.
 * @throws ModelFormatError where it is another JSON.
 */
export function parseJsonTensors(json: Json, fileName: string): HeldArray[] {
  const tensors = asArray(property(json, 'tensors'));
  if (property(json, 'format') !== FORMAT || tensors === undefined)
    throw refused(fileName, 'is neither a saved model nor weights that Weightscope exported.');
  if (tensors.length > MAX_TENSORS)
    throw refused(fileName, `claims ${tensors.length} tensors, more than can be opened.`);
  return tensors.map(heldArray);
}

function heldArray(tensor: Json, index: number): HeldArray {
  const name = asString(property(tensor, 'name')) ?? `unnamed ${index}`;
  const spelled = property(tensor, 'dtype');
  const dtype: DType = typeof spelled === 'string' && isDType(spelled) ? spelled : 'uint8';
  const stated = property(tensor, 'shape') ?? null;
  const isComplex = dtype === 'complex64' && isArray(stated);
  const shape = isComplex ? stated.slice(0, -1) : stated;
  const wrong = (flaw: string): HeldArray => ({
    name,
    dtype,
    shape,
    note: tensor,
    flaw,
    values: [],
  });
  if (spelled !== dtype) return wrong(`has the type ${shownValue(spelled)}, which is not known`);
  const size = countElements(stated);
  if (typeof size === 'string') return wrong(size);
  const flat = flatten(property(tensor, 'values'), size);
  if (flat === undefined) return wrong(`does not hold the ${size} values of its shape`);
  const values = valuesOf(flat, dtype);
  return values === undefined
    ? wrong(`holds values that are no ${dtype}`)
    : { name, dtype, shape, note: tensor, values };
}

/** Undefined unless there are exactly so many. Without recursion: nests may be deep. */
function flatten(values: Json | undefined, size: number): Json[] | undefined {
  const flat: Json[] = [];
  const stack: { readonly list: readonly Json[]; at: number }[] = [
    { list: [values ?? null], at: 0 },
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const item = top.list[top.at++];
    if (item === undefined) stack.pop();
    else if (isArray(item)) stack.push({ list: item, at: 0 });
    else if (flat.length === size) return undefined;
    else flat.push(item);
  }
  return flat.length === size ? flat : undefined;
}

type Maker = (length: number) => NumberValues;

const MAKERS: Readonly<Record<Exclude<DType, 'string' | 'int64' | 'uint64'>, Maker>> = {
  float32: (length) => new Float32Array(length),
  complex64: (length) => new Float32Array(length),
  float16: (length) => new Float32Array(length),
  bfloat16: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
  bool: (length) => new Uint8Array(length),
  uint8: (length) => new Uint8Array(length),
  int8: (length) => new Int8Array(length),
  int16: (length) => new Int16Array(length),
  uint16: (length) => new Uint16Array(length),
  int32: (length) => new Int32Array(length),
  uint32: (length) => new Uint32Array(length),
};

function valuesOf(flat: readonly Json[], dtype: DType): WeightValues | undefined {
  if (dtype === 'string')
    return flat.every((value) => typeof value === 'string') ? flat : undefined;
  if (dtype === 'int64' || dtype === 'uint64') return wholeNumbers(flat, dtype);
  const values = MAKERS[dtype](flat.length);
  for (const [i, item] of flat.entries()) {
    const value = typeof item === 'string' ? SPELLED[item] : item;
    if (typeof value !== 'number') return undefined;
    values[i] = value;
    // What an integer type would wrap around or cut off was never one of its values.
    if (values instanceof Float32Array || values instanceof Float64Array) continue;
    if (values[i] !== value) return undefined;
  }
  return values;
}

/** What JSON has no numbers for. */
const SPELLED: Readonly<Record<string, number>> = {
  NaN,
  Infinity,
  '-Infinity': -Infinity,
};

function wholeNumbers(
  flat: readonly Json[],
  dtype: 'int64' | 'uint64',
): BigInt64Array | BigUint64Array | undefined {
  const values =
    dtype === 'int64' ? new BigInt64Array(flat.length) : new BigUint64Array(flat.length);
  for (const [i, item] of flat.entries()) {
    const text = typeof item === 'number' || typeof item === 'string' ? String(item) : '';
    if (!/^-?\d{1,20}$/.test(text)) return undefined;
    values[i] = BigInt(text);
    if (String(values[i]) !== text) return undefined;
  }
  return values;
}
