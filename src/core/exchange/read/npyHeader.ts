import type { DType } from '../../format/dtypes';
import { countElements } from '../../format/countElements';
import { shownName } from '../../format/sentence';

/** numpy's names of little-endian types, and what they are here. */
const DTYPES: Readonly<Record<string, DType>> = {
  '<f2': 'float16',
  '<f4': 'float32',
  '<f8': 'float64',
  '<c8': 'complex64',
  '|b1': 'bool',
  '|i1': 'int8',
  '|u1': 'uint8',
  '<i2': 'int16',
  '<u2': 'uint16',
  '<i4': 'int32',
  '<u4': 'uint32',
  '<i8': 'int64',
  '<u8': 'uint64',
};

/** Enough for the first bytes of any array that numpy writes: its headers are a few hundred bytes. */
export const NPY_PREFIX_BYTES = 64 * 1024;

/** What the first bytes of a `.npy` file say. */
export interface NpyHeader {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly start: number;
  /** Characters of each string, UTF-32; undefined for numbers. */
  readonly characters: number | undefined;
}

/**
 * Reads the header of a `.npy` file ("numpy.lib.format", versions 1 to 3).
 * @param bytes The first `NPY_PREFIX_BYTES` of it, or all it has.
 * @returns What is wrong, as a clause after its name, where it cannot be read.
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader | string {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (magic.some((byte, i) => bytes[i] !== byte)) return 'is no array of numpy';
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3)
    return `is of version ${version} of numpy's format, which is not known`;
  const prefix = version === 1 ? 10 : 12;
  if (bytes.length < prefix) return 'ends in its header';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = prefix + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length)
    return bytes.length < NPY_PREFIX_BYTES ? 'ends in its header' : 'has a header that is too long';
  const text = new TextDecoder().decode(bytes.subarray(prefix, start));
  const description = /'descr':\s*'([^']{1,16})'/.exec(text)?.[1];
  if (description === undefined) return 'holds records or objects, which are no weights';
  const shape = shapeOf(text);
  const size = countElements(shape);
  if (shape === undefined) return 'has a header without a shape';
  if (typeof size === 'string') return size;
  if (!/'fortran_order':\s*False/.test(text) && shape.length > 1)
    return 'is stored column by column (Fortran order); save it again with numpy.ascontiguousarray';
  const characters = /^<U(\d{1,7})$/.exec(description)?.[1];
  if (characters !== undefined)
    return { dtype: 'string', shape, start, characters: Number(characters) };
  const dtype = Object.hasOwn(DTYPES, description) ? DTYPES[description] : undefined;
  if (dtype !== undefined) return { dtype, shape, start, characters: undefined };
  return description.startsWith('>')
    ? 'is stored big-endian; save it again on this machine'
    : `has the type ${shownName(description)}, which is no type of weights`;
}

function shapeOf(header: string): readonly number[] | undefined {
  const list = /'shape':\s*\(([\d\s,L]{0,600})\)/.exec(header)?.[1];
  return list
    ?.split(',')
    .map((size) => size.trim().replace(/L$/, ''))
    .filter((size) => size !== '')
    .map(Number);
}

/** Fixed-width UTF-32, padded with NUL. */
export function decodeNpyStrings(bytes: Uint8Array, characters: number): string[] {
  const points = new Uint32Array(new Uint8Array(bytes).buffer);
  const strings: string[] = [];
  for (let at = 0; at + characters <= points.length && characters > 0; at += characters) {
    let text = '';
    for (let i = 0; i < characters; i++) {
      const point = points[at + i] ?? 0;
      text += String.fromCodePoint(point > 0x10ffff ? 0xfffd : point);
    }
    strings.push(text.replace(/\0+$/, ''));
  }
  return strings;
}
