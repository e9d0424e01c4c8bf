import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeShards } from './denseModel';

export const TENSORS = ['embedding', 'kernel'] as const;
export type TensorName = (typeof TENSORS)[number];

/** Rows and columns of both. */
export type ViewSizes = Readonly<Record<TensorName, readonly [number, number]>>;

/**
 * Writes, once, a model of an embedding and a kernel in 4 MB shards, each under `names` names,
 * `embedding 1` and `kernel 1` and so on, that stand for the same bytes: what is selected for the first
 * time has been neither measured nor drawn, though the files are in the page cache. Returns the path of
 * model.json.
 */
export async function viewModel(folder: string, names: number, sizes: ViewSizes): Promise<string> {
  const called = [names, ...TENSORS.map((tensor) => sizes[tensor].join('x'))].join('-');
  const target = join(folder, `view-${called}`);
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  const temporary = `${target}.partial`;
  await rm(temporary, { recursive: true, force: true });
  const manifest: Record<TensorName, object[]> = { embedding: [], kernel: [] };
  for (const tensor of TENSORS) {
    const shape = sizes[tensor];
    const own = join(temporary, tensor);
    await mkdir(own, { recursive: true });
    const shards = await writeShards(own, 4 * shape[0] * shape[1]);
    const paths = shards.map((name) => `${tensor}-${name}`);
    for (const [i, name] of shards.entries()) {
      await rename(join(own, name), join(temporary, paths[i] ?? name));
    }
    await rm(own, { recursive: true });
    for (let i = 1; i <= names; i++) {
      manifest[tensor].push({
        paths,
        weights: [{ name: `${tensor} ${i}`, shape, dtype: 'float32' }],
      });
    }
  }
  const groups = manifest.embedding.flatMap((group, i) => [group, manifest.kernel[i]]);
  const model = { format: 'graph-model', weightsManifest: groups };
  await writeFile(join(temporary, 'model.json'), JSON.stringify(model));
  await rename(temporary, target);
  return path;
}

/** Puts the files of a model into a folder of their own on the same disk without copying them. */
export async function linkModel(model: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(dirname(model))) {
    await link(join(dirname(model), file), join(folder, file));
  }
}
