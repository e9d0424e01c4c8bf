import * as vscode from 'vscode';

/** As much of the API of VS Code's own Git extension as it takes, version 1. */
export interface GitApi {
  readonly git: { readonly path: string };
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  openRepository(root: vscode.Uri): Promise<GitRepository | null>;
}

export interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Git through VS Code's own extension. @throws Error with a sentence where there is none to be used. */
export async function gitApi(): Promise<GitApi> {
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      'Git is not run in a workspace that is not trusted. Trust it to compare with a commit (Workspaces: Manage Workspace Trust).',
    );
  }
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) {
    throw new Error(
      'VS Code’s Git extension is missing or disabled. Enable it to compare with a commit.',
    );
  }
  const git = extension.isActive ? extension.exports : await extension.activate();
  if (!git.enabled) {
    throw new Error(
      'Git is switched off, or is not installed. Set git.enabled, or install Git, to compare with a commit.',
    );
  }
  const api = git.getAPI(1);
  await initialized(api);
  return api;
}

/** A window that has just opened is still looking for repositories. */
async function initialized(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return;
  await new Promise<void>((resolve) => {
    const listener = api.onDidChangeState((state) => {
      if (state !== 'initialized') return;
      listener.dispose();
      resolve();
    });
  });
}
