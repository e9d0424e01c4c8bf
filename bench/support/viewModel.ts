import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeShards } from './denseModel';
import { embeddingModel } from './embeddingModel';

const SIDE = 16_384;

/**
 * Writes, once, a model of an embedding of 50257 x 768 and a kernel of 16384 x 16384 (1 GiB in 4 MB
 * shards), each under `names` names, `embedding 1` and `kernel 1` and so on, that stand for the same
 * bytes: what is selected for the first time has been neither measured nor drawn, though the files are
 * in the page cache. Returns the path of model.json.
 */
export async function viewModel(folder: string, names: number): Promise<string> {
  const target = join(folder, `view-${names}`);
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  const embedding = dirname(await embeddingModel(folder));
  const temporary = `${target}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const paths = await writeShards(temporary, SIDE * SIDE * 4);
  await link(join(embedding, EMBEDDING), join(temporary, EMBEDDING));
  const groups = Array.from({ length: names }, (_, i) => [
    { paths: [EMBEDDING], weights: [weight(`embedding ${i + 1}`, [50_257, 768])] },
    { paths, weights: [weight(`kernel ${i + 1}`, [SIDE, SIDE])] },
  ]);
  const model = { format: 'graph-model', weightsManifest: groups.flat() };
  await writeFile(join(temporary, 'model.json'), JSON.stringify(model));
  await rename(temporary, target);
  return path;
}

/** Puts the files of a model into a folder of the same disk without copying them. */
export async function linkModel(model: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(dirname(model))) {
    await link(join(dirname(model), file), join(folder, file));
  }
}

const EMBEDDING = 'group1-shard1of1.bin';

function weight(name: string, shape: readonly number[]): object {
  return { name, shape, dtype: 'float32' };
}
