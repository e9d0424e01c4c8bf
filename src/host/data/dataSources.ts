import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { DataSource } from '../../protocol/data';

/** A source by its address, read as its file tells. */
export function dataSource(uri: vscode.Uri, kind: DataSource['kind']): DataSource {
  return {
    kind,
    path: uri.scheme === 'file' ? uri.fsPath : null,
    uri: uri.toString(),
    fileName: posix.basename(uri.path),
    label: vscode.workspace.asRelativePath(uri),
    header: 'auto',
    delimiter: 'auto',
  };
}

/** The file that the model's metadata names as its data, beside it; undefined where there is none. */
export async function ownData(model: vscode.Uri, named: string): Promise<DataSource | undefined> {
  // A model may name anything; what lies elsewhere is not opened without being asked for.
  if (named !== posix.basename(named) || /[\\:]|^\.*$/.test(named)) return undefined;
  const uri = vscode.Uri.joinPath(model, '..', named);
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return type === vscode.FileType.File ? dataSource(uri, 'file') : undefined;
  } catch {
    return undefined;
  }
}
