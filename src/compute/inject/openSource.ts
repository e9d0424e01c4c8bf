import { NotAModelError } from '../../core/errors';
import { refused } from '../../core/exchange/read/arrayModel';
import { parseJsonTensors } from '../../core/exchange/read/jsonTensors';
import {
  parseSafetensorsHeader,
  safetensorsHeaderLength,
} from '../../core/exchange/read/safetensorsHeader';
import type { Json } from '../../core/json';
import { CachedFiles } from '../files/cachedFiles';
import type { OpenableFiles } from '../files/openableFiles';
import { arraySource } from './arrays/arraySource';
import { arrayOf, openNpz } from './arrays/npz';
import { fileBytes } from './arrays/rangedBytes';
import { openModelSource } from './modelSource';
import type { SourceModel } from './sourceModel';

/** Text of JSON with all its numbers is held in memory while it is open. */
const MAX_JSON_BYTES = 128 * 1024 * 1024;

/**
 * A file to take weights from: a saved model (`.json`), or `.npz`, `.npy`, `.safetensors` or JSON that
 * Weightscope exported. What it is, is told by its ending.
 * @param files Serve it and what it names.
 * @throws ModelFormatError with a sentence where it is none of these.
 */
export async function openSource(files: OpenableFiles, fileName: string): Promise<SourceModel> {
  try {
    const ending = /\.[a-z]+$/.exec(fileName.toLowerCase())?.[0] ?? '';
    switch (ending) {
      case '.npz':
        return await openNpz(new CachedFiles(files), fileName);
      case '.npy':
        return await openNpy(files, fileName);
      case '.safetensors':
        return await openSafetensors(files, fileName);
      default:
        return await openJson(files, fileName);
    }
  } catch (error) {
    await files.forget();
    throw error;
  }
}

async function openNpy(files: OpenableFiles, fileName: string): Promise<SourceModel> {
  const name = fileName.slice(0, -'.npy'.length);
  const size = await files.size(fileName);
  const array = await arrayOf(name, fileBytes(files, fileName, 0), size, undefined, (flaw) => {
    throw refused(fileName, `${flaw}.`);
  });
  return arraySource([array], fileName, () => files.forget());
}

async function openSafetensors(files: OpenableFiles, fileName: string): Promise<SourceModel> {
  const size = await files.size(fileName);
  const length = safetensorsHeaderLength(await files.read(fileName, 0, 8), size, fileName);
  const header = await files.read(fileName, 8, length);
  const cached = new CachedFiles(files);
  const arrays = parseSafetensorsHeader(header, size, fileName).map((tensor) => ({
    tensor,
    from:
      tensor.flaw === undefined ? { bytes: fileBytes(cached, fileName, tensor.start) } : undefined,
  }));
  return arraySource(arrays, fileName, () => cached.forget());
}

/** A model.json, or else what Weightscope exported. */
async function openJson(files: OpenableFiles, fileName: string): Promise<SourceModel> {
  try {
    return await openModelSource(files, fileName);
  } catch (error) {
    if (!(error instanceof NotAModelError)) throw error;
  }
  const size = await files.size(fileName);
  if (size > MAX_JSON_BYTES)
    throw refused(fileName, 'is larger than the 128 MiB of JSON that can be read at once.');
  const text = new TextDecoder().decode(await files.read(fileName, 0, size));
  const arrays = parseJsonTensors(JSON.parse(text) as Json, fileName).map((tensor) => ({
    tensor,
    from: tensor.flaw === undefined ? { values: tensor.values } : undefined,
  }));
  return arraySource(arrays, fileName, () => files.forget());
}
