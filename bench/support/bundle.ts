import { buildSync } from 'esbuild';
import { basename, resolve } from 'node:path';

/**
 * Bundles a script of `bench/processes`, so that a fresh process or thread runs it as it would run the
 * extension's own bundles: without a loader that compiles TypeScript on the way. Returns its path.
 */
export function bundle(script: string): string {
  const outfile = resolve('.cache', 'bench', 'scripts', `${basename(script, '.ts')}.cjs`);
  buildSync({
    entryPoints: [resolve('bench', 'processes', script)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
  return outfile;
}
