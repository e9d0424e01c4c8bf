import { strict as assert } from 'node:assert';
import type { Metafile } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const script = pathToFileURL(join(__dirname, '../../../scripts/build/notices.mjs')).href;

async function noticesOf(
  metafiles: readonly Metafile[],
  copied: readonly string[],
): Promise<string> {
  const module = (await import(script)) as {
    noticesOf(metafiles: readonly Metafile[], copied: readonly string[]): Promise<string>;
  };
  return module.noticesOf(metafiles, copied);
}

const PREACT = 'node_modules/preact/dist/preact.mjs';
const PLOT = 'node_modules/uplot/dist/uPlot.esm.js';

function bundleOf(bytes: Readonly<Record<string, number>>): Metafile {
  const inputs = Object.fromEntries(
    Object.entries(bytes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
  );
  const output = { bytes: 1, inputs, imports: [], exports: [] };
  return { inputs: {}, outputs: { 'dist/editor.js': output } };
}

describe('the notices that go with the extension', () => {
  it('give name, version, licence and its text of each package whose code is in a bundle', async () => {
    const text = await noticesOf([bundleOf({ [PREACT]: 10, 'src/own.ts': 5 })], []);
    assert.match(text, /^preact \d+\.\d+\.\d+ \(MIT\)$/m);
    assert.match(text, /Permission is hereby granted, free of charge/);
  });

  it('leave out packages of which nothing was needed', async () => {
    const text = await noticesOf([bundleOf({ [PREACT]: 10, [PLOT]: 0 })], []);
    assert.doesNotMatch(text, /uplot/);
  });

  it('name what is copied as it is', async () => {
    const text = await noticesOf([], ['node_modules/@vscode/codicons']);
    assert.match(text, /^@vscode\/codicons .* \(CC-BY-4\.0\)$/m);
  });
});
