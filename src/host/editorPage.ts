import * as vscode from 'vscode';
import type { CallOptions, Client } from '../protocol/channel';
import type { EditRequest } from '../protocol/edit';
import type { EditorHostApi, EditorPageApi } from '../protocol/editor';
import { forward } from '../protocol/forward';
import { MODEL_METHODS, type ModelApi } from '../protocol/model';
import type { ActivePage } from './activePage';
import type { ModelDocument } from './modelDocument';
import { openAsText } from './openAsText';
import type { Reporter } from './reporter';
import { WebviewPage } from './webviewPage';
import { tellSaved } from './saveAs';
import { tellDone } from './window/messages';
import { placeFor } from './placeFor';

/** One editor tab on a model: its webview, and the channel to the page in it. */
export class EditorPage {
  /** Index of the tensor shown, null on the model page. */
  weight: number | null = null;

  private readonly page: WebviewPage<EditorPageApi, EditorHostApi>;

  constructor(
    readonly document: ModelDocument,
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    active: ActivePage,
    private readonly reporter: Reporter,
  ) {
    this.page = new WebviewPage(panel, extensionUri, 'editor', this.serve(active));
    const listeners = [
      panel.onDidChangeViewState(() => active.update(this)),
      document.onDidChange(() => {
        this.page.shown?.reload(null).catch((error: unknown) => this.reporter.record(error));
      }),
      document.edits.onDidEdit((state) => {
        this.page.shown?.edited(state).catch((error: unknown) => this.reporter.record(error));
      }),
    ];
    const detach = document.attach({ run: (command) => this.fileCommand(command) });
    panel.onDidDispose(() => {
      detach();
      for (const listener of listeners) listener.dispose();
      active.remove(this);
    });
    active.update(this);
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  get active(): boolean {
    return this.panel.active;
  }

  get model(): ModelDocument['model'] {
    return this.document.model;
  }

  /** Makes and applies an edit. @throws ModelMismatchError with a sentence for the user. */
  edit(request: EditRequest, options: CallOptions<{ readonly fraction: number }>): Promise<void> {
    return this.document.edits.edit(request, options);
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** The page, as soon as it answers. */
  remote(): Promise<Client<EditorPageApi>> {
    return this.page.remote();
  }

  /** VS Code saves and reverts the active editor: only so does its dirty mark follow. */
  private async fileCommand(command: string): Promise<void> {
    this.page.reveal();
    await vscode.commands.executeCommand(command);
  }

  private serve(active: ActivePage): EditorHostApi {
    return {
      ...forward<ModelApi>(() => this.document.model, MODEL_METHODS),
      open: () => this.document.overview(),
      edit: async (request, { signal, progress }) => {
        await this.edit(request, { signal, onProgress: progress });
        return null;
      },
      editState: () => this.document.edits.tellWorker(),
      changes: (_, { signal, progress }) =>
        this.document.model.changes(null, { signal, onProgress: progress }),
      save: async () => {
        await this.fileCommand('workbench.action.files.save');
        return null;
      },
      revert: async () => {
        await this.fileCommand('workbench.action.files.revert');
        return null;
      },
      openAsText: async () => {
        await openAsText(this.uri, this.panel.viewColumn);
        return null;
      },
      exportWeights: async () => {
        this.page.reveal();
        await vscode.commands.executeCommand('weightscope.exportWeights');
        return null;
      },
      injectWeights: async () => {
        await vscode.commands.executeCommand('weightscope.injectWeights', this.uri);
        return null;
      },
      compare: async ({ against }) => {
        await vscode.commands.executeCommand(COMPARE_COMMANDS[against], this.uri);
        return null;
      },
      retrainModel: async () => {
        await vscode.commands.executeCommand('weightscope.retrainModel', this.uri);
        return null;
      },
      evaluateModel: async () => {
        await vscode.commands.executeCommand('weightscope.evaluateModel', this.uri);
        return null;
      },
      writeClipboard: async ({ text, what }) => {
        await vscode.env.clipboard.writeText(text);
        tellDone(`Copied ${what}`);
        return null;
      },
      readClipboard: async () => ({ text: await vscode.env.clipboard.readText() }),
      savePicture: async ({ suggestedName, png }) => {
        await savePicture(this.uri, suggestedName, png);
        return null;
      },
      selected: ({ weight }) => {
        this.weight = weight;
        active.update(this);
        return Promise.resolve(null);
      },
      report: ({ message, stack }) => {
        this.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }
}

const COMPARE_COMMANDS = {
  file: 'weightscope.compareWith',
  saved: 'weightscope.compareWithSaved',
  head: 'weightscope.compareWithHead',
  revision: 'weightscope.compareWithRevision',
} as const;

async function savePicture(model: vscode.Uri, name: string, png: Uint8Array): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    ...placeFor(model, name),
    filters: { 'PNG picture': ['png'] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, png);
  tellSaved(target);
}
