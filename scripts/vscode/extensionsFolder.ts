import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { embeddedVscode } from './embeddedVscode';
import { temporaryFolder } from './folders';
import { uriPath } from './uriPath';

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}

/**
 * Makes VS Code load the extension in `source` as if it were installed in `extensionsFolder`.
 * VS Code reads what is installed from extensions.json and takes each entry's place as it stands,
 * so nothing has to be packed or copied: a rebuild and a window reload show new code.
 */
export async function linkExtension(source: string, extensionsFolder: string): Promise<void> {
  const text = await readFile(join(source, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as Manifest;
  const entry = {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, scheme: 'file', path: uriPath(source) },
    metadata: {},
  };
  await writeFile(join(extensionsFolder, 'extensions.json'), JSON.stringify([entry]));
}

/** Installs a .vsix into `extensionsFolder` the way a person's VS Code would. */
export async function installVsix(vsix: string, extensionsFolder: string): Promise<void> {
  if (!existsSync(vsix)) throw new Error(`${vsix} is not there: "npm run package" makes it.`);
  const { node, serverMain } = await embeddedVscode();
  const data = await temporaryFolder();
  const where = ['--extensions-dir', extensionsFolder, '--server-data-dir', data.path];
  try {
    const { stdout, stderr } = await promisify(execFile)(node, [
      ...[serverMain, '--accept-server-license-terms', '--install-extension', vsix, ...where],
    ]);
    if (!stdout.includes('successfully installed')) {
      throw new Error(`${vsix} was not installed:\n${stdout}${stderr}`);
    }
  } finally {
    await data.remove();
  }
}
