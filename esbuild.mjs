// Builds the extension into dist/: the host, the command line, the compute worker, the training process, the pages and their style.
// --watch rebuilds on change; --production minifies and drops source maps.
import { context } from 'esbuild';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { embedKernels } from './scripts/build/kernels.mjs';
import { noticesOf } from './scripts/build/notices.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  metafile: true,
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'info',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...shared,
    entryPoints: { extension: 'src/host/extension.ts' },
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts' },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...shared,
    entryPoints: { worker: 'src/compute/worker.ts' },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [embedKernels],
  },
  {
    ...shared,
    entryPoints: { engine: 'src/engine/process.ts' },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The modules of TensorFlow.js, not their bundles, so that what is never called is left out.
    mainFields: ['module', 'main'],
    alias: { '@tensorflow/tfjs-backend-webgl': './scripts/build/noWebgl.mjs' },
  },
  {
    ...shared,
    entryPoints: {
      editor: 'src/webview/editor/main.tsx',
      inject: 'src/webview/inject/main.tsx',
      compare: 'src/webview/compare/main.tsx',
      retrain: 'src/webview/retrain/main.tsx',
      evaluate: 'src/webview/evaluate/main.tsx',
      timeline: 'src/webview/timeline/main.tsx',
      style: 'media/editor.css',
    },
    platform: 'browser',
    target: 'chrome128',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external: ['*.ttf'],
  },
];

await mkdir('dist', { recursive: true });
await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/codicon.ttf');
// The one of three that every machine of the last decade can run; without SIMD the cpu backend trains.
const wasm = 'tfjs-backend-wasm-simd.wasm';
await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${wasm}`, `dist/${wasm}`);
const contexts = await Promise.all(bundles.map((options) => context(options)));
if (watch) {
  await Promise.all(contexts.map((bundle) => bundle.watch()));
} else {
  const built = await Promise.all(contexts.map((bundle) => bundle.rebuild()));
  const metafiles = built.flatMap(({ metafile }) => metafile ?? []);
  const copied = ['node_modules/@vscode/codicons', 'node_modules/@tensorflow/tfjs-backend-wasm'];
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', await noticesOf(metafiles, copied));
  await Promise.all(contexts.map((bundle) => bundle.dispose()));
}
