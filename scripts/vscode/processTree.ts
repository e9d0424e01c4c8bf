import { spawnSync, type ChildProcess } from 'node:child_process';

/** What a server gets to close its files before it is killed. */
const graceMs = 3_000;

/** Ends a child started with `detached` (its own process group) and everything it started. */
export async function endProcessTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  signalTree(child.pid, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
  signalTree(child.pid, 'SIGKILL');
  await ended;
}

/** Kills the child's group when this process ends in whatever way it can notice; returns an undo. */
export function endWithThisProcess(child: ChildProcess): () => void {
  const kill = (): void => {
    if (child.pid !== undefined) signalTree(child.pid, 'SIGKILL');
  };
  process.once('exit', kill);
  return () => process.off('exit', kill);
}

function signalTree(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', ...(signal === 'SIGKILL' ? ['/f'] : [])]);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already: what was wanted.
  }
}
