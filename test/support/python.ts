import { spawnSync } from 'node:child_process';

/** A Python that has numpy, or undefined. */
export const python: string | undefined = ['python3', 'python'].find(
  (command) => spawnSync(command, ['-c', 'import numpy']).status === 0,
);

/**
 * Runs a script with `input` as JSON on its standard input and parses the JSON that it prints.
 * Ask only where `python` is defined, or name another interpreter.
 */
export function runPython(script: string, input: unknown, interpreter = python): unknown {
  const { status, stdout, stderr } = spawnSync(interpreter ?? 'python3', ['-c', script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

/** Registers tests that need numpy; says so in one line where there is none. */
export function withNumpy(title: string, register: () => void): void {
  if (python === undefined) console.log(`  ${title}: not run: no Python with numpy`);
  else describe(title, register);
}
