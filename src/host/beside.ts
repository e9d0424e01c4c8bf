import { posix } from 'node:path';
import * as vscode from 'vscode';
import { queryBeside } from './queryBeside';

/**
 * The address of a file of a model, of the same version.
 * @param path From the folder of model.json; that itself too.
 * @returns undefined where a version of model.json alone is open.
 */
export function beside(model: vscode.Uri, path: string): vscode.Uri | undefined {
  const query = queryBeside(model.query, posix.basename(model.path), path);
  return query === undefined ? undefined : vscode.Uri.joinPath(model, '..', path).with({ query });
}
