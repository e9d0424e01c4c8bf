import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Arena } from '../../../src/compute/kernels/arena';
import { DEFAULT_MEMORY, loadKernels } from '../../../src/compute/kernels/loadKernels';
import { freshKernels } from '../../support/kernels';

const repository = join(__dirname, '../../..');

/** Bundles as esbuild.mjs does; esbuild's plugins and the plugin's module are for `import` only. */
const BUNDLE = `
import { build } from 'esbuild';
import { embedKernels } from './scripts/build/kernels.mjs';
const contents = "import { DEFAULT_MEMORY, loadKernels } from './src/compute/kernels/loadKernels';" +
  'const kernels = loadKernels(); kernels.run.widenBfloat16(kernels.arena.take(16), 4, kernels.arena.take(16));' +
  'console.log(kernels.buffer.byteLength);';
const { outputFiles } = await build({
  stdin: { contents, resolveDir: '.', loader: 'ts' },
  bundle: true, write: false, platform: 'node', format: 'cjs', plugins: [embedKernels],
});
process.stdout.write(outputFiles[0].text);
`;

describe('the kernels', () => {
  it('are inside a bundle and run from it', () => {
    const run = (args: string[], input = ''): string =>
      execFileSync(process.execPath, args, { cwd: repository, input, encoding: 'utf8' });
    const bundle = run(['--input-type=module', '-e', BUNDLE]);
    assert.equal(Number(run(['-'], bundle)), DEFAULT_MEMORY);
  });

  it('are absent where there is nothing to load or the engine cannot run it', () => {
    assert.equal(loadKernels(), undefined);
    assert.equal(loadKernels(Uint8Array.of(0, 1, 2, 3)), undefined);
  });

  it('say when their memory has no room left, and never take more', () => {
    const kernels = freshKernels(1024 * 1024);
    assert.equal(kernels.buffer.byteLength, 1024 * 1024);
    assert.throws(() => kernels.arena.take(1024 * 1024), /no room for 1048576 more bytes/);
  });
});

describe('an arena', () => {
  it('hands out regions that do not overlap, and takes them back as one', () => {
    const arena = new Arena(5, 5 + 16 * 10);
    const [a, b, c] = [arena.take(1), arena.take(17), arena.take(16)];
    assert.deepEqual([a, b, c], [16, 32, 64]);
    arena.release(b, 17);
    assert.equal(arena.take(32), 32);
    arena.release(32, 32);
    arena.release(a, 1);
    arena.release(c, 16);
    assert.equal(arena.take(16 * 9), 16);
  });
});
