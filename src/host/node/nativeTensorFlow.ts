import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NpmOptions, runNpm } from './runNpm';

/** The newest that there is; its JavaScript is of the same version as ours. */
const TFJS_NODE = '@tensorflow/tfjs-node@4.22.0';
const PACKAGE = join('node_modules', '@tensorflow', 'tfjs-node');
/** Written last, so that what was interrupted is not taken for an installation. */
const FINISHED = 'installed.txt';

/** The package in an installation of ours, or null. */
export function installedNative(folder: string): string | null {
  return existsSync(join(folder, FINISHED)) ? join(folder, PACKAGE) : null;
}

/** The package among the dependencies that npm installed in a folder, or null. */
export function dependencyIn(folder: string): string | null {
  const path = join(folder, PACKAGE);
  return existsSync(path) ? path : null;
}

/**
 * Installs @tensorflow/tfjs-node with npm, whose scripts download TensorFlow's library.
 * @param folder of its own; nothing is left of it where anything fails.
 * @param check that it works, before it counts as installed.
 */
export async function installNative(
  folder: string,
  check: (packageFolder: string) => Promise<void>,
  options: Omit<NpmOptions, 'cwd'>,
): Promise<void> {
  await removeNative(folder);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    // Not in the background, where npm keeps what scripts print to itself.
    const args = ['install', TFJS_NODE, '--no-audit', '--no-fund', '--foreground-scripts'];
    await runNpm(args, { cwd: folder, ...options });
    if (process.platform === 'win32') await putLibraryBesideAddon(join(folder, PACKAGE));
    await check(join(folder, PACKAGE));
    await writeFile(join(folder, FINISHED), `${TFJS_NODE}\n`);
  } catch (error) {
    await removeNative(folder);
    throw error;
  }
}

export async function removeNative(folder: string): Promise<void> {
  // A process that was just ended may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * On Windows tfjs-node 4.22 puts TensorFlow's library into a folder named for Node's version of N-API
 * while the addon lies in that of version 8, and so is not found (tfjs issue 8354).
 */
export async function putLibraryBesideAddon(packageFolder: string): Promise<void> {
  const library = join(packageFolder, 'deps', 'lib', 'tensorflow.dll');
  if (!existsSync(library)) return;
  const lib = join(packageFolder, 'lib');
  for (const folder of await readdir(lib)) {
    const addon = join(lib, folder, 'tfjs_binding.node');
    const target = join(lib, folder, 'tensorflow.dll');
    if (existsSync(addon) && !existsSync(target)) await copyFile(library, target);
  }
}
