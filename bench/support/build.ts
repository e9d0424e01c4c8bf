import { spawnSync } from 'node:child_process';

/** Builds dist/ as it is shipped. */
export function buildProduction(): void {
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs', '--production'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
}
