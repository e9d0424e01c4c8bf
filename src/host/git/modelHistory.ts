import { posix } from 'node:path';
import * as vscode from 'vscode';
import { Git, GitError } from '../node/git';
import { gitApi, type GitRepository } from './gitApi';

/** A commit as people tell it from others. */
export interface Commit {
  /** Its whole name. */
  readonly hash: string;
  readonly short: string;
  readonly subject: string;
  /** 2026-11-28. */
  readonly date: string;
}

export interface Ref {
  readonly kind: 'branch' | 'remote' | 'tag';
  readonly name: string;
  readonly commit: Omit<Commit, 'hash'>;
}

const COMMIT_FORMAT = '%H%x00%h%x00%s%x00%cs';
const MOST_REFS = 200;
const MOST_COMMITS = 100;

/** The commits that a model is in. */
export class ModelHistory {
  /** @throws Error with a sentence where Git cannot be used, or the file is in no repository. */
  static async of(file: vscode.Uri): Promise<ModelHistory> {
    const api = await gitApi();
    const folder = vscode.Uri.joinPath(file, '..');
    const repository = api.getRepository(file) ?? (await api.openRepository(folder));
    if (repository === null) {
      throw new Error(
        `${posix.basename(file.path)} is in no Git repository that VS Code can open, so it has no earlier versions to compare with.`,
      );
    }
    return new ModelHistory(new Git(api.git.path, folder.fsPath), repository);
  }

  private constructor(
    readonly git: Git,
    private readonly repository: GitRepository,
  ) {}

  /** Tells whenever another commit is checked out, or a new one made. */
  onDidMove(listener: () => void): vscode.Disposable {
    const { state } = this.repository;
    let last = state.HEAD?.commit;
    return state.onDidChange(() => {
      if (state.HEAD?.commit === last) return;
      last = state.HEAD?.commit;
      listener();
    });
  }

  /** @throws Error with a sentence where there is no such commit. */
  async commit(ref: string, signal?: AbortSignal): Promise<Commit> {
    const args = ['log', '-1', '--no-show-signature', `--format=${COMMIT_FORMAT}`];
    try {
      const text = await this.git.text([...args, '--end-of-options', ref, '--'], signal);
      const [commit] = commitsIn(text);
      if (commit !== undefined) return commit;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
    throw new Error(
      `"${ref}" names no branch, tag or commit of this repository. Choose another, or fetch it first.`,
    );
  }

  /** Newest first. */
  async refs(): Promise<readonly Ref[]> {
    const fields = [
      'refname',
      'refname:lstrip=2',
      'objectname:short',
      'subject',
      'creatordate:short',
    ];
    const text = await this.git.text([
      'for-each-ref',
      '--sort=-creatordate',
      `--count=${MOST_REFS}`,
      `--format=${fields.map((field) => `%(${field})`).join('%00')}`,
      ...['refs/heads', 'refs/remotes', 'refs/tags'],
    ]);
    return lines(text).flatMap((line): Ref[] => {
      const [full = '', name = '', short = '', subject = '', date = ''] = line.split('\0');
      const kind = KINDS[full.split('/')[1] ?? ''];
      // A remote's HEAD is one of its branches once more.
      if (kind === undefined || full.endsWith('/HEAD')) return [];
      return [{ kind, name, commit: { short, subject, date } }];
    });
  }

  /** Those that changed anything in the model's folder, newest first. */
  async commits(): Promise<readonly Commit[]> {
    const args = ['log', '-n', String(MOST_COMMITS), '--no-show-signature'];
    return commitsIn(await this.git.text([...args, `--format=${COMMIT_FORMAT}`, '--', '.']));
  }
}

const KINDS: Readonly<Record<string, Ref['kind']>> = {
  heads: 'branch',
  remotes: 'remote',
  tags: 'tag',
};

function commitsIn(text: string): Commit[] {
  return lines(text).map((line) => {
    const [hash = '', short = '', subject = '', date = ''] = line.split('\0');
    return { hash, short, subject, date };
  });
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
