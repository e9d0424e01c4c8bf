import * as vscode from 'vscode';
import { NotAModelError } from '../core/errors';
import type { ActivePage } from './activePage';
import { EditorPage } from './editorPage';
import { ModelDocument, type RestoredEdits } from './modelDocument';
import { findBackup, readEditBackup } from './node/editBackup';
import { valuesFolder } from './node/startWorker';
import type { Reporter } from './reporter';
import { TextFallback } from './textFallback';

/** Opens by itself for model.json. */
export const MODEL_VIEW_TYPE = 'weightscope.model';
/**
 * Offered in "Reopen Editor With…" for every other JSON file. VS Code's patterns have no "but": those of the manifest
 * together match all names but model.json, for which the same name would be offered twice.
 */
const JSON_VIEW_TYPE = 'weightscope.json';
export const MODEL_VIEW_TYPES = [MODEL_VIEW_TYPE, JSON_VIEW_TYPE] as const;

type DocumentChange =
  | vscode.CustomDocumentEditEvent<ModelDocument>
  | vscode.CustomDocumentContentChangeEvent<ModelDocument>;

/** Opens, saves, reverts and backs up models, for VS Code. */
export class ModelEditorProvider implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<DocumentChange>();
  private readonly fallback = new TextFallback();
  private readonly documents = new Map<string, ModelDocument>();

  private readonly edited = new vscode.EventEmitter<vscode.Uri>();
  /** An open document holds other unsaved edits than before, or none any more as it was closed. */
  readonly onDidEdit = this.edited.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly active: ActivePage,
    private readonly reporter: Reporter,
  ) {}

  of(viewType: string): vscode.CustomEditorProvider<ModelDocument> {
    return {
      onDidChangeCustomDocument: this.changed.event,
      openCustomDocument: (uri, { backupId }) => this.open(uri, backupId),
      resolveCustomEditor: (document, panel) => {
        this.show(document, panel, viewType);
      },
      saveCustomDocument: (document, token) => document.save(token),
      saveCustomDocumentAs: (document, target, token) => document.saveAs(target, token),
      revertCustomDocument: (document) => document.revert(),
      backupCustomDocument: (document, { destination }, token) =>
        document.backup(destination, token),
    };
  }

  /** The open document of a file, which has its unsaved edits. */
  documentOf(uri: vscode.Uri): ModelDocument | undefined {
    return this.documents.get(uri.toString());
  }

  dispose(): void {
    this.fallback.dispose();
    this.changed.dispose();
    this.edited.dispose();
  }

  private async open(uri: vscode.Uri, backup: string | undefined): Promise<ModelDocument> {
    const restored = await this.restoredEdits(uri, backup);
    const document = new ModelDocument(uri, this.context, this.reporter, restored);
    const key = uri.toString();
    this.documents.set(key, document);
    document.onDispose(() => {
      // Another view type may have opened the same file since.
      if (this.documents.get(key) === document) this.documents.delete(key);
      this.edited.fire(uri);
    });
    document.edits.onDidEdit(() => this.edited.fire(uri));
    this.edited.fire(uri);
    document.edits.onDidChange((edit) => {
      this.changed.fire(edit === undefined ? { document } : { document, ...edit });
    });
    return document;
  }

  /** @param backup The one that VS Code knows of. */
  private async restoredEdits(
    uri: vscode.Uri,
    backup: string | undefined,
  ): Promise<RestoredEdits | undefined> {
    const { storageUri, globalStorageUri } = this.context;
    const { fsPath } = storageUri ?? globalStorageUri;
    const folder = await findBackup(backup, fsPath, uri.toString());
    if (folder === undefined) return undefined;
    try {
      const read = await readEditBackup(folder, valuesFolder(this.context));
      return { ...read, folder, known: backup !== undefined };
    } catch (error) {
      this.reporter.tell(error);
      return undefined;
    }
  }

  private show(document: ModelDocument, panel: vscode.WebviewPanel, viewType: string): void {
    // Only now does VS Code know the document.
    document.edits.tellDirty();
    const page = new EditorPage(
      document,
      panel,
      this.context.extensionUri,
      this.active,
      this.reporter,
    );
    if (viewType !== MODEL_VIEW_TYPE) return;
    document.overview().catch(async (error: unknown) => {
      if (!(error instanceof NotAModelError)) return;
      if (await this.fallback.show(document.uri, panel.viewColumn)) page.dispose();
    });
  }
}
