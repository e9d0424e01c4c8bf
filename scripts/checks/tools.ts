import { spawnSync } from 'node:child_process';
import { findChromium } from '../vscode/chromium';
import { canInstallPackages, installPackages } from '../vscode/debian';

/** A browser for the tests that need one; installed where this user may do so. */
export function haveChromium(): boolean {
  if (findChromium() === undefined && canInstallPackages()) installPackages('chromium');
  return findChromium() !== undefined;
}

/**
 * Some unit tests compare with numpy, or make a Python environment of their own, and say "not run" without it; on a machine of tests
 * (`CI`) that may install packages, what they need is installed so that they do run.
 */
export function haveNumpyInCi(): void {
  if (process.env.CI === undefined || !canInstallPackages()) return;
  const lacks = (module: string): boolean =>
    spawnSync('python3', ['-c', `import ${module}`]).status !== 0;
  if (lacks('numpy')) installPackages('python3-numpy');
  // Debian keeps what `python3 -m venv` needs in a package of its own.
  if (lacks('ensurepip')) installPackages('python3-venv');
}
