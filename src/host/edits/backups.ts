import type * as vscode from 'vscode';
import { type EditBackup, removeEditBackup, writeEditBackup } from '../node/editBackup';

/** What VS Code keeps of a document's unsaved edits, so that they outlive a crash. */
export class Backups {
  /**
   * @param values Folder of the files of whole tensors.
   * @param restored Folder of the backup that the document was opened from: nobody else removes it.
   */
  constructor(
    private readonly values: string,
    private restored: string | undefined,
  ) {}

  async write(destination: vscode.Uri, backup: EditBackup): Promise<vscode.CustomDocumentBackup> {
    const folder = destination.fsPath;
    await writeEditBackup(folder, backup, this.values);
    await this.forgetRestored();
    return { id: folder, delete: () => void removeEditBackup(folder) };
  }

  /** The restored edits are saved, dropped, or in a newer backup. */
  async forgetRestored(): Promise<void> {
    const folder = this.restored;
    this.restored = undefined;
    if (folder !== undefined) await removeEditBackup(folder);
  }
}
