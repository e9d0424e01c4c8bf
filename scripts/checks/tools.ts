import { spawnSync } from 'node:child_process';
import { findChromium } from '../vscode/chromium';
import { canInstallPackages, installPackages } from '../vscode/debian';

/** A browser for the tests that need one; installed where this user may do so. */
export function haveChromium(): boolean {
  if (findChromium() === undefined && canInstallPackages()) installPackages('chromium');
  return findChromium() !== undefined;
}

/**
 * Some unit tests compare with numpy and say "not run" without it; on a machine of tests
 * (`CI`) that may install packages, it is installed so that they do run.
 */
export function haveNumpyInCi(): void {
  if (process.env.CI === undefined || !canInstallPackages()) return;
  if (spawnSync('python3', ['-c', 'import numpy']).status !== 0) installPackages('python3-numpy');
}
