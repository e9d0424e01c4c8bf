import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '../..');
const folder = join(repository, 'out/test/engine');

/** The folder of the npm package that holds the .wasm files. */
export const wasmFolder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));

/** As esbuild.mjs bundles it. */
const BUILD = `
import { build } from 'esbuild';
await build({
  entryPoints: { engine: 'src/engine/process.ts' },
  outdir: process.argv[1],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  alias: { '@tensorflow/tfjs-backend-webgl': './scripts/build/noWebgl.mjs' },
});
`;

let built = false;

/** Bundles the training process as the extension ships it, once, and returns the path of the script. */
export function buildEngine(): string {
  if (!built) {
    mkdirSync(folder, { recursive: true });
    execFileSync(process.execPath, ['--input-type=module', '-e', BUILD, folder], {
      cwd: repository,
    });
    const wasm = 'tfjs-backend-wasm-simd.wasm';
    copyFileSync(join(wasmFolder, wasm), join(folder, wasm));
  }
  built = true;
  return join(folder, 'engine.js');
}
