import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', '.cache', 'python');
const INTERPRETER =
  process.platform === 'win32'
    ? join(FOLDER, 'Scripts', 'python.exe')
    : join(FOLDER, 'bin', 'python');
/** A machine without a registry must not keep the tests waiting; this only goes on while bytes come. */
const PIP = ['-m', 'pip', 'install', '--quiet', '--retries', '0', '--timeout', '20'];

/**
 * A Python in .cache/python that can import all of these packages (name as pip knows it, module as Python
 * knows it), installed on first use; undefined where it cannot be had.
 */
export function pythonWith(packages: Readonly<Record<string, string>>): string | undefined {
  const modules = Object.values(packages);
  // Some take seconds to be imported; here it is enough that they are there.
  const missing = `import importlib.util as i, sys; sys.exit(None in map(i.find_spec, ${JSON.stringify(modules)}))`;
  if (existsSync(INTERPRETER) && runs(INTERPRETER, ['-c', missing])) return INTERPRETER;
  if (!existsSync(INTERPRETER) && !makeEnvironment()) return undefined;
  console.log(`  Installing ${Object.keys(packages).join(', ')} into .cache/python …`);
  const names = Object.keys(packages);
  if (!runs(INTERPRETER, [...PIP, '--disable-pip-version-check', ...names])) return undefined;
  return runs(INTERPRETER, ['-c', `import ${modules.join(', ')}`]) ? INTERPRETER : undefined;
}

/** Registers tests that need these packages; says so in one line where they cannot be had. */
export function withPython(
  title: string,
  packages: Readonly<Record<string, string>>,
  register: (python: string) => void,
): void {
  const found = pythonWith(packages);
  if (found !== undefined) describe(title, () => register(found));
  else console.log(`  ${title}: not run: no Python with ${Object.values(packages).join(', ')}`);
}

function makeEnvironment(): boolean {
  mkdirSync(FOLDER, { recursive: true });
  const made = ['python3', 'python'].some((command) => runs(command, ['-m', 'venv', FOLDER]));
  // Debian's venv fails half-way where ensurepip is not installed.
  if (!made) rmSync(FOLDER, { recursive: true, force: true });
  return made;
}

function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
