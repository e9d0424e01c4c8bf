import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this user may install packages of Debian or Ubuntu without being asked anything. */
export function canInstallPackages(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Installs packages with apt-get and says so; whether it worked is for the caller to see. */
export function installPackages(...names: readonly string[]): void {
  console.log(`Installing ${names.join(', ')} with apt-get …`);
  const apt = (...args: string[]): void => {
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...names);
}
