// What must work in a fresh clone, before any dependency is there: Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Checks Node, goes to the repository's folder and installs its dependencies where needed. */
export function bootstrap() {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) < oldestNode) {
    fail(`Weightscope is built with Node ${oldestNode} or newer; this is Node ${version}.`);
  }
  process.chdir(repository);
  if (dependenciesAreInstalled()) return;
  console.log('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { stdio: 'inherit' })
    : spawnSync('npm ci --no-audit --no-fund', { stdio: 'inherit', shell: true });
  if (status !== 0) fail('The dependencies could not be installed: see what npm said above.');
}

/** npm writes node_modules/.package-lock.json last, so an interrupted install is not taken for one. */
function dependenciesAreInstalled() {
  const installed = join('node_modules', '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs
  );
}

/** @param {string} sentence */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
