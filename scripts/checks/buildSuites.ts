import { build } from 'esbuild';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { outFolder, repository } from '../vscode/folders';

/** Bundles test/vscode for the extension host; @returns the folder that holds its index.js. */
export async function buildSuites(): Promise<string> {
  const outdir = join(outFolder, 'test', 'vscode');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: ['test/vscode/index.ts', 'test/vscode/**/*.test.ts'],
    absWorkingDir: repository,
    outbase: 'test/vscode',
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return outdir;
}
