import { posix } from 'node:path';
import { MAX_MODEL_JSON_BYTES } from '../../core/format/parseModelJson';
import type { OpenableFiles } from '../files/openableFiles';
import type { SavePlace } from './savePlace';

/** Text that is searched at once. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Those of the shards that no other JSON file beside model.json, or beside the shard itself, seems to
 * name: two models may share weights. In doubt a shard is kept.
 */
export async function removable(
  { writable, files, modelName }: SavePlace,
  shards: readonly string[],
): Promise<readonly string[]> {
  const byFolder = new Map<string, string[]>([['.', []]]);
  for (const shard of shards) {
    const folder = posix.dirname(shard);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), shard]);
  }
  let left = shards;
  for (const [folder, beside] of byFolder) {
    const wanted = new Set(folder === '.' ? shards : beside);
    const names = await writable.names(folder === '.' ? '' : folder);
    for (const name of names.filter((each) => each.toLowerCase().endsWith('.json'))) {
      const path = posix.join(folder, name);
      if (path === modelName) continue;
      const asked = left.filter((shard) => wanted.has(shard));
      const named = new Set(await mentioned(files, path, asked));
      left = left.filter((shard) => !named.has(shard));
    }
  }
  return left;
}

async function mentioned(
  files: OpenableFiles,
  path: string,
  shards: readonly string[],
): Promise<readonly string[]> {
  // JSON may spell other characters in several ways.
  const plain = shards.filter((shard) => /^[\w./ ()+~-]+$/.test(shard));
  const found = new Set(shards.filter((shard) => !plain.includes(shard)));
  const longest = plain.reduce((most, { length }) => Math.max(most, length), 0);
  try {
    const size = await files.size(path);
    if (size > MAX_MODEL_JSON_BYTES) return shards;
    for (let at = 0; at < size; at += PIECE_BYTES) {
      const bytes = await files.read(path, at, Math.min(PIECE_BYTES + longest, size - at));
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      for (const shard of plain) if (text.includes(posix.basename(shard))) found.add(shard);
    }
    return [...found];
  } catch {
    return shards;
  }
}
