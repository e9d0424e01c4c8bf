import * as vscode from 'vscode';
import type { DataFilesApi, DataSource, FolderEntry } from '../../protocol/data';
import type { FilesApi, HostFile } from '../../protocol/compute';
import { workspaceFiles } from '../workspaceFiles';

/** What the data worker asks the host for: files of sources that the user chose, on file systems that only VS Code reaches. */
export class DataFiles {
  readonly api: DataFilesApi = {
    size: (file, call) => this.of(file).files.size(file, call),
    read: (file, call) => this.of(file).files.read(file, call),
    list: (file) => this.list(file),
  };

  private readonly chosen = new Map<
    string,
    { readonly folder: vscode.Uri; readonly files: FilesApi }
  >();

  /** The user chose this source: it may be read, and what lies in its folder. */
  allow({ kind, uri }: DataSource): void {
    const parsed = vscode.Uri.parse(uri, true);
    const folder = kind === 'images' ? parsed : vscode.Uri.joinPath(parsed, '..');
    this.chosen.set(uri, {
      folder,
      files: workspaceFiles((path) => vscode.Uri.joinPath(folder, path)),
    });
  }

  private async list(file: HostFile): Promise<readonly FolderEntry[]> {
    const { folder } = this.of(file);
    const found = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, file.path));
    return found.flatMap(([name, type]): FolderEntry[] => {
      if (type === vscode.FileType.File) return [{ name, kind: 'file' }];
      return type === vscode.FileType.Directory ? [{ name, kind: 'folder' }] : [];
    });
  }

  private of({ of, path }: HostFile): { readonly folder: vscode.Uri; readonly files: FilesApi } {
    const chosen = this.chosen.get(of ?? '');
    if (chosen === undefined) throw new Error(`${path} is in no folder that the user chose.`);
    return chosen;
  }
}
