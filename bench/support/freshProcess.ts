import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a bundled script in a process of its own; the result is the JSON of the last line that it prints. */
export async function inFreshProcess<Run>(script: string, ...args: string[]): Promise<Run> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return JSON.parse(last) as Run;
}
