import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { repository } from '../vscode/folders';
import { failed, passed, type Outcome } from './step';

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a Node program of the repository and hands on what it prints as it comes. */
export function runNode(
  args: readonly string[],
  print: (text: string) => void,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      print(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** A program that counts as one check: its exit code says whether it passed. */
export async function checkedBy(
  args: readonly string[],
  print: (text: string) => void,
): Promise<Outcome> {
  const { code } = await runNode(args, print);
  return code === 0 ? passed : failed;
}

/** Runs mocha and counts its tests by the closing lines of its spec reporter. */
export async function mocha(
  args: readonly string[],
  print: (text: string) => void,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const colors = process.stdout.isTTY ? '--color' : '--no-color';
  const program = ['node_modules/mocha/bin/mocha.js', colors, ...args];
  const { code, output } = await runNode(program, print, env);
  const plain = stripVTControlCharacters(output);
  const count = (word: string): number =>
    Number([...plain.matchAll(new RegExp(`^  (\\d+) ${word}`, 'gm'))].at(-1)?.[1] ?? 0);
  const counts = { passed: count('passing'), failed: count('failing') };
  // Mocha that broke before or between tests has counted no failure of its own.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  if (counts.passed + counts.failed === 0) return { ...failed, note: 'no test was run' };
  return counts;
}
