import { spawn } from 'node:child_process';

/**
 * Runs npm in `cwd`, quietly; resolves when it succeeded.
 * @throws Error with npm's own output when it failed.
 */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const cli = process.env.npm_execpath;
  const startedByNpm = cli?.endsWith('npm-cli.js') === true;
  // On Windows npm is npm.cmd, which only a shell can start.
  const child = startedByNpm
    ? spawn(process.execPath, [cli, ...args], { cwd })
    : spawn('npm', args, { cwd, shell: process.platform === 'win32' });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${output.trim()}`);
}
