import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const repository = join(__dirname, '../..');

/** esbuild's plugins are for `import` only, and so is the module of ours. */
const BUILD = `
import { build } from 'esbuild';
import { embedKernels } from './scripts/build/kernels.mjs';
await build({
  entryPoints: ['src/compute/worker.ts'],
  outfile: process.argv[1],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  plugins: [embedKernels],
});
`;

let built = false;

/** Bundles the compute worker as the extension ships it, once, and returns the path of the script. */
export function buildWorker(): string {
  const outfile = join(repository, 'out/test/worker.js');
  if (!built)
    execFileSync(process.execPath, ['--input-type=module', '-e', BUILD, outfile], {
      cwd: repository,
    });
  built = true;
  return outfile;
}
