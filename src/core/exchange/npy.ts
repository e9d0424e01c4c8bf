import { ModelMismatchError } from '../errors';
import type { DType } from '../format/dtypes';
import { shownName } from '../format/sentence';
import type { WeightSource } from '../format/weightSource';
import { exportedDType, type ExportTensor } from './tensorNote';
import { allStrings, numberBytes } from './valuePieces';

/** numpy's own names of the types, all little-endian ("numpy.lib.format"). */
const DESCRIPTIONS: Readonly<Record<Exclude<DType, 'string' | 'float16' | 'bfloat16'>, string>> = {
  float32: '<f4',
  float64: '<f8',
  complex64: '<c8',
  bool: '|b1',
  int8: '|i1',
  uint8: '|u1',
  int16: '<i2',
  uint16: '<u2',
  int32: '<i4',
  uint32: '<u4',
  int64: '<i8',
  uint64: '<u8',
};

/** \x93NUMPY */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Data begins at a multiple of this, so that numpy can map the file into memory. */
const ALIGNMENT = 64;
/** numpy pads every string to the longest: one long line among many would fill the disk. */
const MAX_PADDED_BYTES = 1024 * 1024 * 1024;

/**
 * A tensor as a `.npy` file: version 1.0, or 2.0 where the header needs more than 64 KiB, in C order.
 * Strings become fixed-width UTF-32 (`<U…`).
 * @throws ModelMismatchError where numpy cannot hold the strings; see `npyRefusal`.
 */
export async function* npyPieces(
  source: WeightSource,
  { weight, name }: ExportTensor,
): AsyncGenerator<Uint8Array> {
  const dtype = exportedDType(weight);
  if (dtype === 'string') {
    const strings = await allStrings(source, weight);
    const refusal = stringRefusal(name, strings);
    if (refusal !== undefined) throw new ModelMismatchError(refusal);
    const width = widest(strings);
    yield npyHeader(`<U${width}`, weight.shape);
    for (let from = 0; from < strings.length; from += 4096)
      yield utf32(strings.slice(from, from + 4096), width);
    return;
  }
  if (dtype === 'float16' || dtype === 'bfloat16') throw new RangeError(`${dtype} is widened.`);
  yield npyHeader(DESCRIPTIONS[dtype], weight.shape);
  yield* numberBytes(source, weight);
}

/** Why numpy cannot hold a tensor, in one sentence; undefined if it can. Reads strings only. */
export async function npyRefusal(
  source: WeightSource,
  { weight, name }: ExportTensor,
): Promise<string | undefined> {
  if (weight.dtype !== 'string') return undefined;
  return stringRefusal(name, await allStrings(source, weight));
}

function stringRefusal(name: string, strings: readonly string[]): string | undefined {
  const shown = shownName(name);
  if (strings.some((text) => text.endsWith('\0')))
    return `${shown} holds text that ends in NUL, which numpy would drop: export it as JSON.`;
  if (strings.length * widest(strings) * 4 > MAX_PADDED_BYTES)
    return `${shown} holds a text so long that numpy's fixed-width strings would take more than 1 GiB: export it as JSON.`;
  return undefined;
}

/** Magic, version, length and the dictionary that numpy reads back, padded. */
export function npyHeader(description: string, shape: readonly number[]): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${description}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const version = dictionary.length + 11 + ALIGNMENT > 0xffff ? 2 : 1;
  const start = version === 1 ? 10 : 12;
  const length = Math.ceil((start + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - start;
  const bytes = new Uint8Array(start + length).fill(0x20);
  bytes.set([...MAGIC, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  for (let i = 0; i < dictionary.length; i++) bytes[start + i] = dictionary.charCodeAt(i);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}

/** In code points, as numpy counts; one at least, as numpy has no text of width 0. */
function widest(strings: readonly string[]): number {
  let most = 1;
  for (const text of strings)
    if (text.length > most) most = Math.max(most, Array.from(text).length);
  return most;
}

function utf32(strings: readonly string[], width: number): Uint8Array {
  const points = new Uint32Array(strings.length * width);
  for (const [i, text] of strings.entries()) {
    let at = i * width;
    for (const character of text) points[at++] = character.codePointAt(0) ?? 0;
  }
  return new Uint8Array(points.buffer);
}
