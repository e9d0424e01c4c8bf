import { posix } from 'node:path';
import * as vscode from 'vscode';
import { naturalOrder } from '../../core/naturalOrder';
import { isRecordName } from '../../core/retrain/recordName';
import type { StepName, StepOrder } from '../../protocol/timelinePage';

/** Checkpoints lie in the folder itself or one a folder within; runs of several days are deeper at most by one. */
const DEEPEST = 3;
/** Lines of a chart and rows of a table that people can still read, and files that are soon asked about. */
const MOST_STEPS = 500;
const MODEL_JSON = /^model.*\.json$/i;
const NOT_LOOKED_IN = new Set(['node_modules']);

export interface Checkpoint extends StepName {
  readonly uri: vscode.Uri;
}

/** All models of a folder, the first ones of it where there are too many. */
export async function findCheckpoints(
  folder: vscode.Uri,
  order: StepOrder,
): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = [];
  for (const uri of await modelsIn(folder, 1)) {
    const { mtime } = await vscode.workspace.fs.stat(uri);
    found.push({ uri, name: nameIn(folder, uri), changed: mtime });
  }
  const byName = found.sort((a, b) => naturalOrder(a.name, b.name));
  const ordered = order === 'name' ? byName : byName.sort((a, b) => a.changed - b.changed);
  return ordered.slice(0, MOST_STEPS);
}

async function modelsIn(folder: vscode.Uri, depth: number): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found: vscode.Uri[] = [];
  for (const [name, type] of entries) {
    const uri = vscode.Uri.joinPath(folder, name);
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    if (!isFolder && MODEL_JSON.test(name) && !isRecordName(name)) found.push(uri);
    // A link may lead back up.
    const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
    if (isFolder && !isLink && depth < DEEPEST && !name.startsWith('.') && !NOT_LOOKED_IN.has(name))
      found.push(...(await modelsIn(uri, depth + 1)));
  }
  return found;
}

/** `epoch-10` of `epoch-10/model.json`. */
function nameIn(folder: vscode.Uri, uri: vscode.Uri): string {
  const path = posix.relative(folder.path, uri.path);
  return posix.basename(path) === 'model.json' && posix.dirname(path) !== '.'
    ? posix.dirname(path)
    : path;
}
