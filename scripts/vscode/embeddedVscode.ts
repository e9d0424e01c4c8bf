import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders';
import { runNpm } from './npm';

/** The npm package that carries a built VS Code server with its web workbench (VS Code 1.139.1). */
const codeServer = 'code-server@4.139.1';
/** The Node that VS Code 1.139 is built for; other versions are refused by some of its modules. */
const nodeMajor = 24;
const shelf = join(cacheFolder, 'vscode-server');
const installFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const unfinished = '.installing-';

export interface EmbeddedVscode {
  /** The Node executable that runs the server. */
  readonly node: string;
  readonly serverMain: string;
}

/**
 * A VS Code that needs nothing but the npm registry: fetched once into the cache, then found there.
 * The server runs without its native add-ons, hence `--ignore-scripts`: no compiler is needed.
 */
export async function embeddedVscode(): Promise<EmbeddedVscode> {
  const home = await onShelf('VS Code', codeServer, '180 MB, 600 MB unpacked', async (site) => {
    // Its shrinkwrap is not quite in step with its package.json, so `npm ci` refuses it.
    await runNpm(['install', '--omit=dev', ...installFlags], serverOf(site));
  });
  return {
    node: ownNodeFits() ? process.execPath : await fittingNode(),
    serverMain: join(serverOf(home), 'out', 'server-main.js'),
  };
}

function serverOf(home: string): string {
  return join(home, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** Apart from the server, as it may have been fetched by a Node that needed no other. */
async function fittingNode(): Promise<string> {
  const home = await onShelf('its Node', `${nodePackage()}@${nodeMajor}`, '50 MB, 190 MB unpacked');
  return join(home, 'node_modules', nodePackage(), nodeBinary());
}

/**
 * Installs a package from npm, once: beside its place and renamed, so that a killed install is never
 * taken for a whole one.
 * @param size What it takes, for people who wait.
 * @param complete Does what else belongs to it.
 * @returns the folder that holds its node_modules.
 */
async function onShelf(
  what: string,
  spec: string,
  size: string,
  complete?: (site: string) => Promise<void>,
): Promise<string> {
  const home = join(shelf, spec.replace('@', '-'));
  if (existsSync(home)) return home;
  const started = Date.now();
  console.log(`Fetching ${what} (${spec}) from npm, once: ${size} in ${shelf} …`);
  await mkdir(shelf, { recursive: true });
  await removeAbandoned();
  const site = join(shelf, `${unfinished}${process.pid}`);
  await mkdir(site);
  try {
    await writeFile(join(site, 'package.json'), '{ "private": true }\n');
    await runNpm(['install', spec, '--omit=dev', ...installFlags], site);
    await complete?.(site);
    await rename(site, home);
  } catch (error) {
    await rm(site, { recursive: true, force: true });
    // Another process may have finished the same install first.
    if (!existsSync(home)) throw error;
  }
  console.log(`Fetched in ${Math.round((Date.now() - started) / 1000)} s.`);
  return home;
}

/** Removes what installs left that were killed half-way; leaves one that is still running. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(shelf)) {
    if (!name.startsWith(unfinished)) continue;
    if (!isRunning(Number(name.slice(unfinished.length)))) {
      await rm(join(shelf, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function ownNodeFits(): boolean {
  return process.versions.node.split('.')[0] === String(nodeMajor);
}

/** The package that the npm package `node` would fetch in its install script. */
function nodePackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

function nodeBinary(): string {
  return join('bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
