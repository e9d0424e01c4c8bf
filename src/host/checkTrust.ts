import * as vscode from 'vscode';
import { ModelMismatchError } from '../core/errors';

/**
 * @param not What models cannot be here: "changed".
 * @param purpose What trust is asked for: "edit".
 * @throws ModelMismatchError with what to do, where the workspace is not trusted.
 */
export function checkTrust(not: string, purpose: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new ModelMismatchError(
    `This workspace is not trusted: its models can be viewed but not ${not}. Trust it to ${purpose} (Workspaces: Manage Workspace Trust).`,
  );
}
