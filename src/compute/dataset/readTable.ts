import { type NamedArray, tablesFromArrays } from '../../core/dataset/arrayTable';
import { tableFromJson } from '../../core/dataset/jsonTable';
import { MAX_CELLS, type Table } from '../../core/dataset/table';
import { refusedData } from '../../core/dataset/tableBuilder';
import { ModelFormatError, messageOf } from '../../core/errors';
import type { Json } from '../../core/json';
import { CachedFiles } from '../files/cachedFiles';
import { openNpz } from '../inject/arrays/npz';
import type { OpenableFiles } from '../files/openableFiles';
import type { Turn } from '../turns';
import { type CsvOptions, readCsv } from './readCsv';

/** Text of JSON with all its values is held in memory while it is read. */
const MAX_JSON_BYTES = 128 * 1024 * 1024;

export interface ReadTables {
  readonly table: Table;
  /** Where the file itself holds rows for validation, such as `x_test` of a `.npz`. */
  readonly validation: Table | null;
}

/**
 * A file of data: `.json`, `.npz`, else CSV. Held in memory, within `MAX_CELLS`.
 * @param turn between pieces; it may throw to stop.
 * @throws ModelFormatError with one sentence, with row and column where one is to blame.
 */
export async function readTable(
  files: OpenableFiles,
  fileName: string,
  options: CsvOptions,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<ReadTables> {
  const lower = fileName.toLowerCase();
  if (lower.endsWith('.npz')) return readArrays(files, fileName, turn, progress);
  if (lower.endsWith('.json')) return { table: await readJson(files, fileName), validation: null };
  return { table: await readCsv(files, fileName, options, turn, progress), validation: null };
}

async function readJson(files: OpenableFiles, fileName: string): Promise<Table> {
  const size = await files.size(fileName);
  if (size > MAX_JSON_BYTES)
    throw refusedData(
      fileName,
      'is larger than the 128 MiB of JSON that can be read at once. Save it as CSV or npz.',
    );
  const text = new TextDecoder().decode(await files.read(fileName, 0, size));
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    const why = messageOf(error);
    throw refusedData(fileName, `is no JSON: ${why}. Correct it, or choose another file.`);
  }
  return tableFromJson(json, fileName);
}

async function readArrays(
  files: OpenableFiles,
  fileName: string,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<ReadTables> {
  const { model, source } = await openNpz(new CachedFiles(files), fileName);
  const cells = model.weights.reduce((sum, { size }) => sum + size, 0);
  if (cells > MAX_CELLS)
    throw refusedData(
      fileName,
      `has more than ${MAX_CELLS / 1e6} million values. Take a part of its rows.`,
    );
  const arrays: NamedArray[] = [];
  for (const weight of model.weights) {
    if (weight.unreadable === true)
      throw new ModelFormatError(weight.problem ?? `${weight.name} cannot be read.`, {
        file: fileName,
      });
    if (weight.dtype === 'complex64')
      throw refusedData(fileName, `holds complex numbers in ${weight.name}. Leave that array out.`);
    await turn();
    const { name, shape, size } = weight;
    arrays.push({ name, shape, values: await source.read(weight, 0, size) });
    progress(arrays.length / model.weights.length);
  }
  return tablesFromArrays(arrays, fileName);
}
