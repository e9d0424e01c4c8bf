import { configure, type FileEntry, Reader, ZipReader } from '@zip.js/zip.js';
import { MAX_TENSORS, refused } from '../../../core/exchange/read/arrayModel';
import { NPY_PREFIX_BYTES, parseNpyHeader } from '../../../core/exchange/read/npyHeader';
import { bytesPerElement } from '../../../core/format/dtypes';
import type { Json } from '../../../core/json';
import { asString, property } from '../../../core/json';
import { elementsOf } from '../../../core/model/strides';
import type { OpenableFiles } from '../../files/openableFiles';
import type { SourceModel } from '../sourceModel';
import { arraySource, type SourceArray } from './arraySource';
import { InflatedBytes } from './inflatedBytes';
import { fileBytes, type RangedBytes } from './rangedBytes';

/** A zip's directory is read whole: 200,000 members take about 20 MB. */
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER_BYTES = 30;

configure({ useWebWorkers: false });

/** A `.npz` of numpy: a zip of `NAME.npy`, stored or deflated. @throws ModelFormatError */
export async function openNpz(files: OpenableFiles, fileName: string): Promise<SourceModel> {
  const size = await files.size(fileName);
  const arrays: SourceArray[] = [];
  for (const entry of await directory(files, fileName, size)) {
    if (!entry.filename.endsWith('.npy')) continue;
    if (arrays.length >= MAX_TENSORS) throw refused(fileName, 'has too many members.');
    arrays.push(await memberOf(files, fileName, size, entry));
  }
  if (arrays.length === 0) throw refused(fileName, 'holds no arrays of numpy.');
  return arraySource(arrays, fileName, () => files.forget());
}

async function directory(
  files: OpenableFiles,
  fileName: string,
  size: number,
): Promise<FileEntry[]> {
  const zip = new ZipReader(new FileReader(files, fileName, size));
  try {
    return (await zip.getEntries()).filter((entry) => !entry.directory);
  } catch {
    throw refused(fileName, 'is no zip, or its directory at the end is damaged or cut off.');
  }
}

/** Ranges of the file for the reader of its directory. */
class FileReader extends Reader<string> {
  constructor(
    private readonly files: OpenableFiles,
    private readonly fileName: string,
    size: number,
  ) {
    super(fileName);
    this.size = size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > MAX_DIRECTORY_BYTES) throw new RangeError('The directory is too long.');
    return this.files.read(this.fileName, index, length);
  }
}

async function memberOf(
  files: OpenableFiles,
  fileName: string,
  size: number,
  entry: FileEntry,
): Promise<SourceArray> {
  const note = noteOf(entry.comment);
  const name = asString(property(note, 'name')) ?? entry.filename.slice(0, -'.npy'.length);
  const wrong = (flaw: string): SourceArray => ({
    tensor: { name, dtype: 'uint8', shape: [0], note, flaw },
    from: undefined,
  });
  if (entry.encrypted) return wrong('is encrypted');
  const { compressionMethod: method, compressedSize, uncompressedSize, offset } = entry;
  if (method !== STORED && method !== DEFLATED)
    return wrong('is compressed in a way that numpy does not write');
  const local = await files.read(fileName, offset, LOCAL_HEADER_BYTES);
  if (local.length < LOCAL_HEADER_BYTES) return wrong('lies beyond the end of the file');
  const view = new DataView(local.buffer, local.byteOffset, local.byteLength);
  const start = offset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + compressedSize > size) return wrong('is cut off');
  const stored = fileBytes(files, fileName, start);
  const bytes = method === STORED ? stored : new InflatedBytes(stored, compressedSize, name);
  const whole = method === STORED ? compressedSize : uncompressedSize;
  return arrayOf(name, bytes, whole, note, wrong);
}

/** One `.npy` file, in a zip or by itself. */
export async function arrayOf(
  name: string,
  bytes: RangedBytes,
  length: number,
  note: Json | undefined,
  wrong: (flaw: string) => SourceArray,
): Promise<SourceArray> {
  let prefix: Uint8Array;
  try {
    prefix = await bytes.read(0, Math.min(length, NPY_PREFIX_BYTES));
  } catch {
    return wrong('is damaged');
  }
  const header = parseNpyHeader(prefix);
  if (typeof header === 'string') return wrong(header);
  const { dtype, shape, start, characters } = header;
  const width = characters === undefined ? (bytesPerElement(dtype) ?? 0) : 4 * characters;
  const needed = elementsOf(shape) * width;
  if (length - start !== needed)
    return wrong(`has ${length - start} bytes of values where its header states ${needed}`);
  return {
    tensor: { name, dtype, shape, note },
    from: { bytes: { read: (from, count) => bytes.read(start + from, count) }, characters },
  };
}

function noteOf(comment: string): Json | undefined {
  if (!comment.startsWith('{')) return undefined;
  try {
    return JSON.parse(comment) as Json;
  } catch {
    return undefined;
  }
}
