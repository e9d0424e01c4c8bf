import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
  TestRunFailedError,
} from '@vscode/test-electron';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installVsix } from '../vscode/extensionsFolder';
import { cacheFolder, outFolder, repository, temporaryFolder } from '../vscode/folders';
import { buildSuites } from './buildSuites';
import type { Outcome } from './step';

const launcher = join(repository, 'scripts', 'launchVscode.mjs');
const results = join(outFolder, 'test', 'extension-host.json');

/**
 * Runs the suites of test/vscode inside an extension host, with the extension as it lies in this
 * folder or, given a .vsix, as that installs.
 */
export async function runExtensionSuites(vsix?: string): Promise<Outcome> {
  const suites = await buildSuites();
  const executable = await desktopVscode();
  console.log(
    `VS Code: ${executable ?? 'embedded (npm), headless Chromium'}; extension: ${vsix ?? 'source'}`,
  );
  const home = await temporaryFolder();
  try {
    const folder = join(home.path, 'samples');
    const extensions = join(home.path, 'extensions');
    await cp(join(repository, 'samples'), folder, { recursive: true });
    await mkdir(extensions);
    if (vsix !== undefined) await install(vsix, extensions, executable);
    await rm(results, { force: true });
    const ended = await runTests({
      vscodeExecutablePath: executable ?? launcher,
      extensionDevelopmentPath:
        vsix === undefined ? repository : join(repository, 'test', 'vscode', 'driver'),
      extensionTestsPath: join(suites, 'index'),
      launchArgs: [folder, `--extensions-dir=${extensions}`],
      extensionTestsEnv: {
        WEIGHTSCOPE_RESULTS: results,
        WEIGHTSCOPE_CACHE: cacheFolder,
        WEIGHTSCOPE_SAMPLES: join(repository, 'samples'),
      },
    }).catch((error: unknown) => {
      if (error instanceof TestRunFailedError) return 1;
      throw error;
    });
    if (!existsSync(results)) throw new Error('The extension host ended before its tests did.');
    const counts = JSON.parse(await readFile(results, 'utf8')) as Outcome;
    // An extension host that ended badly after its last test is a failure too.
    return ended !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await home.remove();
  }
}

async function install(vsix: string, extensions: string, executable?: string): Promise<void> {
  if (executable === undefined) {
    await installVsix(vsix, extensions);
    return;
  }
  const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  execFileSync(cli, [...args, '--extensions-dir', extensions, '--install-extension', vsix], {
    shell: process.platform === 'win32',
  });
}

/** A desktop VS Code where there is a screen and it can be downloaded; else undefined. */
async function desktopVscode(): Promise<string | undefined> {
  const { platform, env } = process;
  const screen = platform !== 'linux' || (env.DISPLAY ?? env.WAYLAND_DISPLAY) !== undefined;
  if (env.WEIGHTSCOPE_VSCODE === 'embedded' || !screen) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: join(outFolder, 'vscode-desktop'),
    });
  } catch (error) {
    console.log(`The desktop VS Code cannot be downloaded here (${String(error)}).`);
    return undefined;
  }
}
