import type * as vscode from 'vscode';
import type { Edit } from '../../core/model/edits/edit';
import { removeEditBackup, writeEditBackup } from '../node/editBackup';

/** What VS Code keeps of a document's unsaved edits, so that they outlive a crash. */
export class Backups {
  /** @param restored Folder of the backup that the document was opened from: nobody else removes it. */
  constructor(private restored: string | undefined) {}

  async write(
    destination: vscode.Uri,
    edits: readonly Edit[],
  ): Promise<vscode.CustomDocumentBackup> {
    const folder = destination.fsPath;
    await writeEditBackup(folder, edits);
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
