import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A tensor as it is to lie in the files. */
export interface TempTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly bytes: Uint8Array;
}

export interface TempModel {
  readonly folder: string;
  /** Absolute path of model.json. */
  readonly path: string;
  remove(): Promise<void>;
}

export function float32(
  name: string,
  shape: readonly number[],
  values: Iterable<number>,
): TempTensor {
  return { name, shape, dtype: 'float32', bytes: new Uint8Array(Float32Array.from(values).buffer) };
}

/** Writes a model into a folder of its own, its bytes cut into shards of `shardBytes`. */
export async function tempModel(
  tensors: readonly TempTensor[],
  { shardBytes = Infinity, modelTopology = null as object | null } = {},
): Promise<TempModel> {
  const folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  const all = Buffer.concat(tensors.map(({ bytes }) => bytes));
  const count = Math.max(1, Math.ceil(all.length / shardBytes));
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
  for (const [i, path] of paths.entries()) {
    const start = i === 0 ? 0 : i * shardBytes;
    await writeFile(
      join(folder, path),
      all.subarray(start, Math.min(all.length, start + shardBytes)),
    );
  }
  const weights = tensors.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  const path = join(folder, 'model.json');
  await writeFile(path, JSON.stringify({ modelTopology, weightsManifest: [{ paths, weights }] }));
  return { folder, path, remove: () => rm(folder, { recursive: true, force: true }) };
}
