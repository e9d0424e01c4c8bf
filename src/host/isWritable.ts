import * as vscode from 'vscode';

/** Whether files beside this one can be written, as far as VS Code knows: false for those of a commit. */
export function isWritable({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== false;
}
