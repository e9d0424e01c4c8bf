import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface BuiltScript {
  /** Path of a script that Node runs as it is: starting is what a test does often. */
  readonly path: string;
  /** A folder for what the tests need, removed with the script. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Bundles one of the scripts beside this file. */
export async function buildScript(name: 'saveLoop' | 'saveOnce'): Promise<BuiltScript> {
  const folder = await mkdtemp(join(tmpdir(), 'weightscope-script-'));
  const path = join(folder, `${name}.js`);
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return { path, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
