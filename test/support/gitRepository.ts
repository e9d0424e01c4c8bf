import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A person's own settings, hooks and signing keys are kept out. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** A repository of its own in `folder`; @returns a function that runs git there. */
export function gitRepository(folder: string): (...args: readonly string[]) => string {
  mkdirSync(folder, { recursive: true });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...args], {
      cwd: folder,
      env: { ...process.env, ...ENVIRONMENT },
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return git;
}

/** Commits all that is there; @returns the name of the commit. */
export function commitAll(git: (...args: readonly string[]) => string, subject: string): string {
  git('add', '--all');
  git('commit', '--quiet', '-m', subject);
  return git('rev-parse', 'HEAD');
}
