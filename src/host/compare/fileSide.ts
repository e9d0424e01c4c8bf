import { posix } from 'node:path';
import type * as vscode from 'vscode';
import type { Edit } from '../../core/model/edits/edit';
import type { WorkerSide } from '../../protocol/compare';
import type { ModelEditorProvider } from '../modelEditorProvider';
import { ModelWatcher } from '../modelWatcher';
import type { Side } from './side';

export type OpenDocuments = Pick<ModelEditorProvider, 'documentOf' | 'onDidEdit'>;

/** A model as it is now: with the edits of its editor, or as its files have it. */
export class FileSide implements Side {
  private readonly watcher: ModelWatcher;
  private readonly listener: vscode.Disposable;
  /** Those that were compared last. */
  private compared: readonly Edit[] = [];

  /**
   * @param takesEdits Whether unsaved edits are taken too.
   * @param storage Folder of the files that edits bring.
   */
  constructor(
    readonly file: vscode.Uri,
    private readonly takesEdits: boolean,
    private readonly documents: OpenDocuments,
    private readonly storage: string,
    onChange: () => void,
  ) {
    this.watcher = new ModelWatcher(file, onChange);
    this.listener = documents.onDidEdit((edited) => {
      const isOurs = edited.toString() === file.toString();
      if (isOurs && (this.edits.length > 0 || this.compared.length > 0)) onChange();
    });
  }

  get version(): string {
    if (!this.takesEdits) return 'saved';
    return this.edits.length > 0 ? 'edited' : '';
  }

  get told(): string {
    if (!this.takesEdits) return 'Compared as its files are saved, without unsaved edits.';
    return this.edits.length > 0
      ? 'Compared with its unsaved edits.'
      : 'Compared as its files are saved: it has no unsaved edits.';
  }

  identify(): Promise<void> {
    return Promise.resolve();
  }

  prepare(): Promise<WorkerSide> {
    this.compared = this.edits;
    return Promise.resolve({
      path: this.file.scheme === 'file' ? this.file.fsPath : null,
      fileName: posix.basename(this.file.path),
      storage: this.storage,
      edits: this.compared,
    });
  }

  watch(paths: readonly string[]): void {
    this.watcher.watch(paths);
  }

  dispose(): void {
    this.watcher.dispose();
    this.listener.dispose();
  }

  private get edits(): readonly Edit[] {
    if (!this.takesEdits) return [];
    return this.documents.documentOf(this.file)?.edits.edits ?? [];
  }
}
