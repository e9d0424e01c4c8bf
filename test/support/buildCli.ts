import { buildSync } from 'esbuild';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildWorker } from './buildWorker';

const repository = join(__dirname, '../..');

/** Bundles the command line beside the worker, as dist/ has them; returns its path. */
export function buildCli(folder: string): string {
  const outfile = join(folder, 'cli.js');
  buildSync({
    entryPoints: [join(repository, 'src/cli/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  copyFileSync(buildWorker(), join(dirname(outfile), 'worker.js'));
  return outfile;
}
