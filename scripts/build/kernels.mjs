// Compiles src/kernels and puts the result where bundles look for it. Run as a program, it writes
// the .wasm to the path on the command line.
import asc from 'assemblyscript/asc';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const sources = join(repository, 'src', 'kernels');

const options = [
  ...['--baseDir', repository, '--outFile', 'kernels.wasm'],
  ...['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'],
  // The caller brings the memory, and chooses its size.
  ...['--importMemory', '--noExportMemory', '--zeroFilledMemory'],
  // "Exchange of 'v128' values is not supported by all embeddings": none is exchanged.
  ...['--disableWarning', '112'],
];

/** @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function compileKernels() {
  let wasm;
  const { error, stderr } = await asc.main(['src/kernels/index.ts', ...options], {
    writeFile: (_name, contents) => void (wasm = contents),
  });
  if (error) throw new Error(`The kernels do not compile:\n${stderr.toString()}`, { cause: error });
  return new Uint8Array(wasm);
}

/**
 * Replaces src/compute/kernels/embedded.ts by one that holds the compiled kernels.
 * @type {import('esbuild').Plugin}
 */
export const embedKernels = {
  name: 'kernels',
  setup(build) {
    build.onLoad({ filter: /[\\/]compute[\\/]kernels[\\/]embedded\.ts$/ }, async () => {
      const base64 = Buffer.from(await compileKernels()).toString('base64');
      return {
        contents: `export const embedded = () => Buffer.from('${base64}', 'base64');`,
        watchFiles: (await readdir(sources)).map((file) => join(sources, file)),
      };
    });
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(process.argv[2] ?? 'kernels.wasm', await compileKernels());
