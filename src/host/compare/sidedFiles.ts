import type * as vscode from 'vscode';
import type { SidedFilesApi } from '../../protocol/compare';
import { beside } from '../beside';
import { workspaceFiles } from '../workspaceFiles';

/** Serves the files of the two models where only VS Code reaches them. */
export function sidedFiles(a: vscode.Uri, b: vscode.Uri): SidedFilesApi {
  const filesOf = (model: vscode.Uri) => workspaceFiles((path) => beside(model, path));
  const files = { a: filesOf(a), b: filesOf(b) };
  return {
    size: ({ side, path }, call) => files[side].size({ path }, call),
    read: ({ side, ...range }, call) => files[side].read(range, call),
  };
}
