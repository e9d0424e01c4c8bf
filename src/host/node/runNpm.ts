import { type ChildProcess, spawn } from 'node:child_process';
import { CancelledError } from '../../protocol/channel';

export interface NpmOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Gets what npm and the scripts of packages print. */
  readonly log: (text: string) => void;
}

/**
 * Runs the npm of the PATH.
 * @throws CancelledError once it and all that it started has been told to end; Error with a sentence where it fails
 */
export async function runNpm(
  args: readonly string[],
  { cwd, env = {}, signal, log }: NpmOptions,
): Promise<void> {
  const windows = process.platform === 'win32';
  // On Windows npm is npm.cmd, which only a shell can start. Elsewhere a group of its own can be ended as one.
  const child = spawn('npm', args, {
    cwd,
    env: { ...process.env, ...env },
    shell: windows,
    detached: !windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', log);
  const stop = (): void => endTree(child);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', () =>
        reject(
          new Error(
            'npm was not found. Install Node.js, which brings it, see to it that `npm` is on the PATH, and start VS Code anew.',
          ),
        ),
      );
      child.on('close', resolve);
    });
    if (signal?.aborted === true) throw new CancelledError();
    if (code !== 0) throw new Error(`npm ended with code ${code ?? '?'}`);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** npm leaves the scripts of packages running when it is ended alone. */
function endTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/t', '/f']);
  else {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has just ended.
    }
  }
}
