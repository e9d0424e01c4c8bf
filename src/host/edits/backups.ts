import * as vscode from 'vscode';
import { type EditBackup, removeEditBackup, writeEditBackup } from '../node/editBackup';

/** What VS Code keeps of a document's unsaved edits, so that they outlive a crash. */
export class Backups {
  private kept: readonly string[];

  /**
   * @param document Address of model.json.
   * @param values Folder of the files of whole tensors.
   * @param restored Folder of the backup that the document was opened from: nobody else removes it.
   */
  constructor(
    private readonly document: string,
    private readonly values: string,
    restored: string | undefined,
  ) {
    this.kept = restored === undefined ? [] : [restored];
  }

  async write(
    destination: vscode.Uri,
    backup: EditBackup,
    token: vscode.CancellationToken,
  ): Promise<vscode.CustomDocumentBackup> {
    const folder = destination.fsPath;
    this.kept = [...this.kept, folder];
    await writeEditBackup(folder, backup, this.document, this.values);
    // Saved or dropped meanwhile: a backup that stays would bring the edits back.
    const isWanted = this.kept.includes(folder) && !token.isCancellationRequested;
    const others = this.kept.filter((path) => path !== folder);
    if (!isWanted) {
      this.kept = others;
      await removeEditBackup(folder);
      throw new vscode.CancellationError();
    }
    this.kept = [folder];
    await remove(others);
    return { id: folder, delete: () => void removeEditBackup(folder) };
  }

  /** The edits are saved or dropped. */
  async forget(): Promise<void> {
    const folders = this.kept;
    this.kept = [];
    await remove(folders);
  }
}

async function remove(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await removeEditBackup(folder);
}
