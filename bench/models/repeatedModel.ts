import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface Group {
  readonly paths: readonly string[];
  readonly weights: readonly { readonly name: string }[];
}

/**
 * Writes, once, a model that has all weights of another `times` over, in groups of their own. Its
 * shards are hard links to those of the other: they take no room on the disk or in the page cache.
 */
export async function repeatedModel(original: string, times: number): Promise<string> {
  const from = dirname(original);
  const target = `${from}-times-${times}`;
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  const temporary = `${target}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const { weightsManifest } = JSON.parse(await readFile(original, 'utf8')) as {
    readonly weightsManifest: readonly Group[];
  };
  const groups: Group[] = [];
  for (let time = 0; time < times; time++) {
    for (const { paths, weights } of weightsManifest) {
      const names = paths.map((shard) => `time${time}-${basename(shard)}`);
      for (const [i, name] of names.entries())
        await link(join(from, paths[i] ?? ''), join(temporary, name));
      const repeated = weights.map((weight) => ({ ...weight, name: `time${time}/${weight.name}` }));
      groups.push({ paths: names, weights: repeated });
    }
  }
  await writeFile(join(temporary, 'model.json'), JSON.stringify({ weightsManifest: groups }));
  await rename(temporary, target);
  return path;
}
