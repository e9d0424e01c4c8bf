import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manyLayersJson } from '../../test/support/bigModels';

const UNITS = 4;

/** Writes, once, a model of 20,000 tiny weights, two a layer; returns the path of its model.json (5 MB). */
export async function layersModel(folder: string, layers = 10_000): Promise<string> {
  const target = join(folder, layers === 10_000 ? 'layers' : `layers-${layers}`);
  const path = join(target, 'model.json');
  if (existsSync(path)) return path;
  await mkdir(target, { recursive: true });
  const values = Float32Array.from({ length: layers * UNITS * (UNITS + 1) }, (_, i) => Math.sin(i));
  await writeFile(join(target, 'model.weights.bin'), new Uint8Array(values.buffer));
  await writeFile(path, manyLayersJson(layers, UNITS));
  return path;
}
