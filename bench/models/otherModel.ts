import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes, once, a model of float32 as it could be after more training: every second value of each
 * shard of the original moved a little. Returns the path of its model.json.
 */
export async function otherModel(original: string): Promise<string> {
  const from = dirname(original);
  const target = `${from}-other`;
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  const temporary = `${target}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  for (const name of await readdir(from)) {
    if (!name.endsWith('.bin')) continue;
    const { buffer, byteOffset, length } = await readFile(join(from, name));
    const values = new Float32Array(buffer.slice(byteOffset, byteOffset + length));
    for (let i = 0; i < values.length; i += 2)
      values[i] = (values[i] ?? 0) + 0.1 * (values[(7 * i + 3) % values.length] ?? 0);
    await writeFile(join(temporary, name), values);
  }
  await copyFile(original, join(temporary, 'model.json'));
  await rename(temporary, target);
  return path;
}
