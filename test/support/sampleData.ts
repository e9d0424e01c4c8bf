import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Suites that are bundled for the extension host lie elsewhere, and are told. */
export const SAMPLES_FOLDER =
  process.env.WEIGHTSCOPE_SAMPLES ?? join(__dirname, '..', '..', 'samples');

export function sampleModel(folder: string): string {
  return join(SAMPLES_FOLDER, folder, 'model.json');
}

/** Cells of a sample's CSV below its header, as text. */
export function sampleRows(folder: string, csv: string): string[][] {
  const [, ...lines] = readFileSync(join(SAMPLES_FOLDER, folder, csv), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => line.split(','));
}

/** Size in bytes of every file below a folder, by its path relative to it. */
export function fileSizes(folder: string): ReadonlyMap<string, number> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const stats = paths.map((path) => ({ path, stat: statSync(join(folder, path)) }));
  return new Map(
    stats.filter(({ stat }) => stat.isFile()).map(({ path, stat }) => [path, stat.size]),
  );
}
