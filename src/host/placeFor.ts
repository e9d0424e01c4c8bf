import * as vscode from 'vscode';
import { isWritable } from './isWritable';

/**
 * Where a dialog begins that asks for a place: beside a model, or in the open folder where nothing can be written
 * beside it, as in a commit.
 */
export function placeFor(
  model: vscode.Uri,
  name = '',
): { readonly defaultUri: vscode.Uri } | Record<string, never> {
  const [root] = vscode.workspace.workspaceFolders ?? [];
  if (isWritable(model)) return { defaultUri: vscode.Uri.joinPath(model, '..', name) };
  return root === undefined ? {} : { defaultUri: vscode.Uri.joinPath(root.uri, name) };
}
