import type * as vscode from 'vscode';
import { NotAModelError } from '../core/errors';
import type { ActivePage } from './activePage';
import { EditorPage } from './editorPage';
import { ModelDocument } from './modelDocument';
import { openAsText } from './openAsText';
import type { Reporter } from './reporter';

/** Opens by itself for model.json. */
export const MODEL_VIEW_TYPE = 'weightscope.model';
/** Offered in "Reopen Editor With…" for every other JSON file. */
const JSON_VIEW_TYPE = 'weightscope.json';
export const MODEL_VIEW_TYPES = [MODEL_VIEW_TYPE, JSON_VIEW_TYPE] as const;

export class ModelEditorProvider {
  /** Files that were no model and were given to the text editor once; asked for again, they say why. */
  private readonly givenToText = new Set<string>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly storage: vscode.Uri,
    private readonly active: ActivePage,
    private readonly reporter: Reporter,
  ) {}

  of(viewType: string): vscode.CustomReadonlyEditorProvider<ModelDocument> {
    return {
      openCustomDocument: (uri) =>
        new ModelDocument(uri, this.extensionUri, this.storage, this.reporter),
      resolveCustomEditor: (document, panel) => {
        this.show(document, panel, viewType);
      },
    };
  }

  private show(document: ModelDocument, panel: vscode.WebviewPanel, viewType: string): void {
    const page = new EditorPage(document, panel, this.extensionUri, this.active, this.reporter);
    const key = document.uri.toString();
    if (viewType !== MODEL_VIEW_TYPE || this.givenToText.has(key)) return;
    document.overview().catch(async (error: unknown) => {
      if (!(error instanceof NotAModelError)) return;
      this.givenToText.add(key);
      await openAsText(document.uri, panel.viewColumn);
      page.dispose();
    });
  }
}
