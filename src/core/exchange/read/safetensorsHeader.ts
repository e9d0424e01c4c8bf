import { countElements } from '../../format/countElements';
import { bytesPerElement, type DType } from '../../format/dtypes';
import { shownValue } from '../../format/sentence';
import { asArray, asString, isObject, property, type Json } from '../../json';
import { type ArrayTensor, refused } from './arrayModel';

const DTYPES: Readonly<Record<string, DType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  C64: 'complex64',
  BOOL: 'bool',
  I8: 'int8',
  U8: 'uint8',
  I16: 'int16',
  U16: 'uint16',
  I32: 'int32',
  U32: 'uint32',
  I64: 'int64',
  U64: 'uint64',
};

/** The safetensors package reads no longer header (`MAX_HEADER_SIZE`). */
const MAX_HEADER_BYTES = 100_000_000;

/** A tensor of the file and where its values begin. */
export interface StoredArray extends ArrayTensor {
  readonly start: number;
}

/** Length of the JSON header that follows the first 8 bytes. @throws ModelFormatError */
export function safetensorsHeaderLength(
  first: Uint8Array,
  fileSize: number,
  fileName: string,
): number {
  if (first.length < 8) throw refused(fileName, 'is no safetensors file: it is too short.');
  const length = Number(
    new DataView(first.buffer, first.byteOffset, first.byteLength).getBigUint64(0, true),
  );
  if (length > MAX_HEADER_BYTES)
    throw refused(fileName, 'is no safetensors file: its header would have more than 100 MB.');
  if (8 + length > fileSize) throw refused(fileName, 'ends in its header.');
  return length;
}

/**
 * The tensors of a safetensors file by its JSON header.
 * @throws ModelFormatError where the header is none.
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  fileSize: number,
  fileName: string,
): StoredArray[] {
  let json: Json;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch {
    throw refused(fileName, 'is no safetensors file: its header is not JSON.');
  }
  if (!isObject(json))
    throw refused(fileName, 'is no safetensors file: its header is no list of tensors.');
  const notes = notesOf(property(json, '__metadata__'));
  const begin = 8 + bytes.length;
  return Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => tensorOf(name, entry, begin, fileSize, property(notes, name)));
}

function tensorOf(
  name: string,
  entry: Json | undefined,
  begin: number,
  fileSize: number,
  note: Json | undefined,
): StoredArray {
  const spelled = asString(property(entry, 'dtype')) ?? '';
  const dtype = Object.hasOwn(DTYPES, spelled) ? DTYPES[spelled] : undefined;
  const [from, to] = asArray(property(entry, 'data_offsets')) ?? [];
  const shape = property(entry, 'shape') ?? null;
  const isComplex = isNotedComplex(note, dtype, shape);
  const stated: ArrayTensor = {
    name,
    dtype: isComplex ? 'complex64' : (dtype ?? 'uint8'),
    shape: isComplex ? (shape as readonly Json[]).slice(0, -1) : shape,
    note,
  };
  const wrong = (flaw: string): StoredArray => ({ ...stated, flaw, start: 0 });
  if (dtype === undefined)
    return wrong(`has the type ${shownValue(spelled)}, which cannot be read`);
  const isOffset = (value: Json | undefined): value is number => Number.isSafeInteger(value);
  if (!isOffset(from) || !isOffset(to) || from < 0 || to < from)
    return wrong('has offsets that are none');
  const size = countElements(stated.shape);
  if (typeof size === 'string') return wrong(size);
  const bytes = size * (bytesPerElement(stated.dtype) ?? 0);
  if (to - from !== bytes)
    return wrong(`has ${to - from} bytes where its shape and type take ${bytes}`);
  if (begin + to > fileSize)
    return wrong(`lacks its last ${begin + to - fileSize} bytes: the file is cut off`);
  return { ...stated, start: begin + from };
}

/** Our own exports keep complex numbers as pairs of real ones and say so. */
function isNotedComplex(note: Json | undefined, dtype: DType | undefined, shape: Json): boolean {
  const isPaired = dtype === 'float32' && asArray(shape)?.at(-1) === 2;
  return isPaired && property(note, 'dtype') === 'complex64';
}

function notesOf(metadata: Json | undefined): Json | undefined {
  const text = asString(property(metadata, 'weightscope'));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
