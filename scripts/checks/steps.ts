import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNative, nativeIsBuilt } from '../native/buildNative';
import { repository } from '../vscode/folders';
import { checkedBy, mocha } from './command';
import { runExtensionSuites } from './extensionSuites';
import { failed, passed, type Outcome, type Step } from './step';
import { haveChromium, haveNumpyInCi } from './tools';

const vsix = join(repository, 'dist', 'weightscope.vsix');
/** The arguments of `npm run package`; there is no public repository yet that links could point to. */
const packaging = [
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
];
/** Small enough to install in a moment: TensorFlow.js and its WebAssembly are half of it, and each page brings its own copy of what pages share. */
const vsixLimitBytes = 1_900_000;

export const steps: readonly Step[] = [
  {
    name: 'typecheck',
    does: 'tsc over all projects',
    group: 'sources',
    run: (print) => checkedBy(['node_modules/typescript/bin/tsc', '-b'], print),
  },
  {
    name: 'lint',
    does: 'eslint, no warnings',
    group: 'sources',
    run: (print) =>
      checkedBy(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'], print),
  },
  {
    name: 'format',
    does: 'prettier --check',
    group: 'sources',
    run: (print) => checkedBy(['node_modules/prettier/bin/prettier.cjs', '--check', '.'], print),
  },
  {
    name: 'native',
    does: 'native TensorFlow for the unit tests, where it can be built',
    group: 'sources',
    run: prepareNative,
  },
  {
    name: 'unit',
    does: 'mocha in Node',
    run: runUnitTests,
  },
  {
    name: 'build',
    does: 'esbuild into dist/',
    run: (print) => checkedBy(['esbuild.mjs'], print),
  },
  {
    name: 'vscode',
    does: 'mocha in the extension host, extension from source',
    run: () => withChromium(() => runExtensionSuites()),
  },
  {
    name: 'package',
    does: `the .vsix, under ${vsixLimitBytes} bytes`,
    run: packageVsix,
  },
  {
    name: 'vsix',
    does: 'mocha in the extension host, extension installed from the .vsix',
    run: () => withChromium(() => runExtensionSuites(vsix)),
  },
  {
    name: 'ui',
    does: 'a real workbench in a real browser, extension installed from the .vsix',
    run: (print) =>
      withChromium(() =>
        mocha(['--config', 'test/ui/.mocharc.json'], print, { WEIGHTSCOPE_VSIX: vsix }),
      ),
  },
];

/** It takes a download of 300 MB and a minute of compiling: not on a machine where nobody asked for it. */
async function prepareNative(print: (text: string) => void): Promise<Outcome> {
  const nothing = { passed: 0, failed: 0 };
  if (!nativeIsBuilt() && process.env.CI === undefined)
    return { ...nothing, note: 'not run: `npm run native` builds it' };
  const missing = await buildNative(print);
  return missing === null ? passed : { ...nothing, note: `not run: ${missing}` };
}

function runUnitTests(print: (text: string) => void): Promise<Outcome> {
  haveNumpyInCi();
  return mocha([], print);
}

async function packageVsix(print: (text: string) => void): Promise<Outcome> {
  // An old package must not pass for one of this source.
  await rm(vsix, { force: true });
  const made = await checkedBy(['node_modules/@vscode/vsce/vsce', ...packaging, vsix], print);
  if (made.failed > 0) return made;
  const { size } = await stat(vsix);
  print(`${vsix}: ${size} bytes, limit ${vsixLimitBytes}\n`);
  return size < vsixLimitBytes ? passed : { ...failed, note: 'too large' };
}

/** Without a browser these tests cannot run: said as it is, and a failure where tests must run. */
async function withChromium(run: () => Promise<Outcome>): Promise<Outcome> {
  if (haveChromium()) return run();
  const mustRun = process.env.CI !== undefined;
  return { passed: 0, failed: mustRun ? 1 : 0, note: 'not run: no Chromium, Chrome or Edge' };
}
