import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../vscode/folders';
import { canInstallPackages, installPackages } from '../vscode/debian';
import { runNpm } from '../vscode/npm';

const TFJS_NODE = '4.22.0';
const TENSORFLOW = '2.21.0';

const folder = join(cacheFolder, 'native');
/** Where the package lies once it is built. */
export const nativePackage = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
const addon = join(nativePackage, 'lib', 'napi-v8', 'tfjs_binding.node');
/** Written last, so that a build that was interrupted is not taken for one. */
const finished = join(folder, 'built.txt');

/** The names under which the addon is linked, and the libraries of the wheel that they stand for. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'libtensorflow_cc.so.2': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so.2': 'libtensorflow_framework.so.2',
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

export const nativeIsBuilt = (): boolean => existsSync(finished) && existsSync(addon);

/**
 * Builds @tensorflow/tfjs-node against the TensorFlow library inside the Python wheel
 * `tensorflow-cpu`, for machines where the package's own download cannot be had.
 * @returns null when it is there, else why not, for the line "not run: …".
 */
export async function buildNative(print: (text: string) => void): Promise<string | null> {
  if (nativeIsBuilt()) return null;
  if (process.platform !== 'linux')
    return 'the wheel holds the library under these names on Linux only';
  for (const program of ['g++', 'make', 'python3'])
    if (!(await succeeds(program, ['--version']))) return `there is no ${program}`;
  try {
    await mkdir(folder, { recursive: true });
    print(`Installing @tensorflow/tfjs-node ${TFJS_NODE} without its download …\n`);
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    await runNpm(['install', ...quiet, `@tensorflow/tfjs-node@${TFJS_NODE}`], folder);
    print(`Installing tensorflow-cpu ${TENSORFLOW} …\n`);
    await linkLibraries(await installWheel());
    print('Building the addon …\n');
    const gyp = join(folder, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
    await run(process.execPath, [gyp, 'rebuild', '--build-from-source'], nativePackage, headers());
    await writeFile(finished, `tfjs-node ${TFJS_NODE}, tensorflow-cpu ${TENSORFLOW}\n`);
    return null;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    return `native TensorFlow could not be built: ${lines.at(-1) ?? ''}`;
  }
}

/** @returns the folder of the Python package `tensorflow`. */
async function installWheel(): Promise<string> {
  const environment = join(folder, 'python');
  const make = (): Promise<void> => run('python3', ['-m', 'venv', environment], folder);
  await make().catch(async (error: unknown) => {
    // Debian keeps it apart from Python.
    if (!canInstallPackages()) throw error;
    installPackages('python3-venv');
    await rm(environment, { recursive: true, force: true });
    await make();
  });
  const pip = [
    '-m',
    'pip',
    'install',
    '-q',
    '--retries',
    '0',
    '--disable-pip-version-check',
    '--no-deps',
  ];
  await run(join(environment, 'bin', 'python'), [...pip, `tensorflow-cpu==${TENSORFLOW}`], folder);
  const lib = join(environment, 'lib');
  const [python = ''] = (await readdir(lib)).filter((name) => name.startsWith('python'));
  return join(lib, python, 'site-packages', 'tensorflow');
}

async function linkLibraries(wheel: string): Promise<void> {
  const deps = join(nativePackage, 'deps');
  await rm(deps, { recursive: true, force: true });
  await mkdir(join(deps, 'lib'), { recursive: true });
  await symlink(join(wheel, 'include'), join(deps, 'include'));
  for (const [name, library] of Object.entries(LIBRARIES))
    await symlink(join(wheel, library), join(deps, 'lib', name));
}

/** Node's own headers where they came with it; gyp would download them. */
function headers(): Readonly<Record<string, string>> {
  const prefix = dirname(dirname(process.execPath));
  const found = existsSync(join(prefix, 'include', 'node', 'node_api.h'));
  return { JOBS: 'max', ...(found ? { npm_config_nodedir: prefix } : {}) };
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args, tmpdir()).then(
    () => true,
    () => false,
  );
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${output.trim()}\n${program} ended with code ${code ?? '?'}`));
    });
  });
}
