import type { WeightSource, WeightValues } from '../format/weightSource';
import type { Weight } from '../model/model';

/** What is in memory of a tensor at a time while it is exported. */
const PIECE_BYTES = 512 * 1024;
/** Elements of a piece that becomes text, some 12 characters each; strings have no fixed width. */
const TEXT_PIECE = 4_096;

/** One file of an export. */
export interface ExportFile {
  /** Relative to the folder that is written, with no slash in it; '' where the export is one file. */
  readonly path: string;
  pieces(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** All values of a tensor in row-major order, in pieces; see `WeightValues`. */
export async function* valuePieces(
  source: WeightSource,
  weight: Weight,
  elements = WIDE_PIECE,
): AsyncGenerator<WeightValues> {
  for (let start = 0; start < weight.size; start += elements)
    yield await source.read(weight, start, Math.min(start + elements, weight.size));
}

/** Elements of a piece of binary: at most 8 bytes each. */
const WIDE_PIECE = PIECE_BYTES / 8;

/** The same in pieces for a writer of text. Numbers are read as for binary: short reads would fill caches. */
export async function* textValuePieces(
  source: WeightSource,
  weight: Weight,
): AsyncGenerator<WeightValues> {
  const read = weight.dtype === 'string' ? TEXT_PIECE : WIDE_PIECE;
  for await (const values of valuePieces(source, weight, read)) {
    for (let from = 0; from < values.length; from += TEXT_PIECE)
      yield ArrayBuffer.isView(values)
        ? values.subarray(from, from + TEXT_PIECE)
        : values.slice(from, from + TEXT_PIECE);
  }
}

/** All values of a tensor of numbers, little-endian; a bool is 0 or 1 even where the file holds another byte. */
export async function* numberBytes(
  source: WeightSource,
  weight: Weight,
): AsyncGenerator<Uint8Array> {
  for await (const values of valuePieces(source, weight)) {
    if (!ArrayBuffer.isView(values)) throw new RangeError('Strings have bytes of their own.');
    if (weight.dtype === 'bool') yield Uint8Array.from(values as Uint8Array, (x) => (x ? 1 : 0));
    else yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
}

/** All strings of a tensor. They are at most `MAX_STRING_TENSOR_BYTES`. */
export async function allStrings(source: WeightSource, weight: Weight): Promise<string[]> {
  const all: string[] = [];
  for await (const values of textValuePieces(source, weight))
    for (const value of values) all.push(String(value));
  return all;
}
