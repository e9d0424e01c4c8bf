import { buildSync } from 'esbuild';
import { join } from 'node:path';

/** Bundles the compute worker as the extension ships it, and returns the path of the script. */
export function buildWorker(): string {
  const outfile = join(__dirname, '../../out/test/worker.js');
  buildSync({
    entryPoints: [join(__dirname, '../../src/compute/worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outfile;
}
