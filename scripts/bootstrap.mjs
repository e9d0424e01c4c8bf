// What must work in a fresh clone, before any dependency is there: Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Checks Node, goes to the repository's folder and installs its dependencies where needed.
 * @param {readonly [number, number]} oldestNode major and minor version.
 */
export function bootstrap([major, minor]) {
  const version = process.versions.node;
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
    fail(`Node ${major}.${minor} or newer is needed; this is Node ${version}.`);
  }
  process.chdir(repository);
  if (dependenciesAreInstalled()) return;
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) {
    // npm ci would empty the folder behind the link before it finds that it cannot go on.
    fail(
      `node_modules is a link to ${readlinkSync('node_modules')}, which does not hold what ` +
        'package-lock.json asks for. Remove the link, or run npm ci where it leads to.',
    );
  }
  console.log('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { stdio: 'inherit' })
    : spawnSync('npm ci --no-audit --no-fund', { stdio: 'inherit', shell: true });
  if (status !== 0) fail('The dependencies could not be installed: see what npm said above.');
}

/**
 * npm writes node_modules/.package-lock.json last, so an interrupted install is not taken for one.
 * Optional packages may be absent: those of other systems, and those whose download failed.
 */
function dependenciesAreInstalled() {
  const record = join('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  const wanted = Object.entries(packagesOf('package-lock.json')).filter(([path]) => path !== '');
  return wanted.every(([path, { version, optional }]) =>
    path in installed ? installed[path].version === version : optional === true,
  );
}

/** @param {string} file */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {string} sentence */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
