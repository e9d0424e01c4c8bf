import * as vscode from 'vscode';

/** Shows a file in VS Code's own text editor, whatever custom editor claims it. */
export async function openAsText(uri: vscode.Uri, column?: vscode.ViewColumn): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', column);
}
