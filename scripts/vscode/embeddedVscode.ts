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
 * Installed beside its place and renamed, so that a killed install is never taken for a whole one.
 */
export async function embeddedVscode(): Promise<EmbeddedVscode> {
  const home = join(shelf, codeServer.replace('@', '-'));
  if (!existsSync(home)) await install(home);
  const modules = join(home, 'node_modules');
  return {
    node: ownNodeFits() ? process.execPath : join(modules, nodePackage(), nodeBinary()),
    serverMain: join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

async function install(home: string): Promise<void> {
  const started = Date.now();
  console.log(
    `Fetching VS Code (${codeServer}) from npm, once: 230 MB, 800 MB unpacked in ${shelf} …`,
  );
  await mkdir(shelf, { recursive: true });
  await removeAbandoned();
  const site = join(shelf, `${unfinished}${process.pid}`);
  await mkdir(site);
  try {
    await writeFile(join(site, 'package.json'), '{ "private": true }\n');
    const packages = ownNodeFits() ? [codeServer] : [codeServer, `${nodePackage()}@${nodeMajor}`];
    await runNpm(['install', ...packages, '--omit=dev', ...installFlags], site);
    const server = join(site, 'node_modules', 'code-server', 'lib', 'vscode');
    // Its shrinkwrap is not quite in step with its package.json, so `npm ci` refuses it.
    await runNpm(['install', '--omit=dev', ...installFlags], server);
    await rename(site, home);
  } catch (error) {
    await rm(site, { recursive: true, force: true });
    // Another process may have finished the same install first.
    if (!existsSync(home)) throw error;
  }
  console.log(`VS Code fetched in ${Math.round((Date.now() - started) / 1000)} s.`);
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
