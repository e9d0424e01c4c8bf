import { posix } from 'node:path';
import * as vscode from 'vscode';
import { ModelMismatchError } from '../../core/errors';
import type { Client } from '../../protocol/channel';
import type { InjectApi, SourceInfo } from '../../protocol/inject';
import type { InjectHostApi, InjectPageApi } from '../../protocol/injectPage';
import type { ModelDocument } from '../modelDocument';
import { offerComparison } from '../compare/offerComparison';
import { MODEL_VIEW_TYPE } from '../modelEditorProvider';
import { isSameFile } from '../node/sameFile';
import type { Reporter } from '../reporter';
import { WebviewPage } from '../webviewPage';
import { pickCandidate } from './candidatePicker';
import type { Receipts } from '../edits/receipts';
import { sourceLabel, type SourcePicker } from '../sourcePicker';

/** What all plans of a window share. */
export interface InjectHelp {
  readonly picker: SourcePicker;
  readonly receipts: Receipts;
  readonly reporter: Reporter;
}

/** The page of one plan: what goes from other files into an open model. */
export class InjectPage {
  private readonly page: WebviewPage<InjectPageApi, InjectHostApi>;
  private sources: readonly SourceInfo[];
  private base: SourceInfo | null = null;

  /** Asks for the first source where none is given, then opens the page. */
  static async open(
    document: ModelDocument,
    help: InjectHelp,
    extensionUri: vscode.Uri,
    from?: vscode.Uri,
  ): Promise<void> {
    const title = `Inject into ${sourceLabel(document.uri)}`;
    const source =
      from === undefined
        ? await chooseSource(document, help.picker, title)
        : await addSource(document, from);
    if (source !== null) new InjectPage(document, help, extensionUri, source);
  }

  private constructor(
    private readonly document: ModelDocument,
    private readonly help: InjectHelp,
    extensionUri: vscode.Uri,
    first: SourceInfo,
  ) {
    this.sources = [first];
    const panel = vscode.window.createWebviewPanel(
      'weightscope.inject',
      `Inject into ${sourceLabel(document.uri)}`,
      vscode.ViewColumn.Active,
      // Choices of a page that is hidden for a moment are not to be made again.
      { retainContextWhenHidden: true },
    );
    this.page = new WebviewPage(panel, extensionUri, 'inject', this.serve());
    const listeners = [
      document.onDidBecomeOther(() => {
        this.page.shown?.stale(null).catch((error: unknown) => this.help.reporter.record(error));
      }),
      document.onDispose(() => {
        panel.dispose();
      }),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      for (const { id } of this.all) this.release(id);
    });
  }

  private get all(): readonly SourceInfo[] {
    return this.base === null ? this.sources : [...this.sources, this.base];
  }

  private get injection(): Client<InjectApi> {
    return this.document.model;
  }

  private serve(): InjectHostApi {
    return {
      start: () =>
        Promise.resolve({
          target: sourceLabel(this.document.uri),
          sources: this.sources,
          base: this.base,
        }),
      plan: (request, { signal }) => this.injection.plan(request, { signal }),
      previewStep: (request, { signal, progress }) =>
        this.injection.previewStep(request, { signal, onProgress: progress }),
      chooseSource: ({ as }) => this.choose(as),
      removeSource: ({ source }) => {
        this.sources = this.sources.filter(({ id }) => id !== source);
        this.release(source);
        return Promise.resolve(null);
      },
      chooseWeight: async ({ target, name }) => {
        const candidates = await this.injection.candidates({
          target,
          sources: this.sources.map(({ id }) => id),
        });
        const chosen = await pickCandidate(name, candidates, this.sources);
        if (chosen === undefined) return null;
        const { source, weight } = chosen;
        return this.injection.planLine({ target, source, weight, base: this.base?.id ?? null });
      },
      apply: async (request, { signal, progress }) => {
        const { edit, receipt } = await this.injection.inject(
          { ...request, target: sourceLabel(this.document.uri), base: this.base?.id ?? null },
          { signal, onProgress: progress },
        );
        if (edit === null) return { changed: false };
        await this.document.edits.apply(edit);
        await this.help.receipts.show('Injection', receipt);
        const target = sourceLabel(this.document.uri);
        offerComparison(this.document.uri, `Weights were injected into ${target}. Not saved yet.`);
        return { changed: true };
      },
      showModel: async () => {
        await vscode.commands.executeCommand('vscode.openWith', this.document.uri, MODEL_VIEW_TYPE);
        return null;
      },
      report: ({ message, stack }) => {
        this.help.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }

  private async choose(as: 'source' | 'base'): Promise<SourceInfo | null> {
    const title = as === 'base' ? 'Base Model' : 'Add Source';
    const source = await chooseSource(this.document, this.help.picker, title);
    if (source === null) return null;
    if (as === 'source') this.sources = [...this.sources, source];
    else {
      if (this.base !== null) this.release(this.base.id);
      this.base = source;
    }
    return source;
  }

  private release(source: number): void {
    // Where the worker has gone, the source has gone with it.
    this.injection.removeSource({ source }).catch(() => undefined);
  }
}

async function chooseSource(
  document: ModelDocument,
  picker: SourcePicker,
  title: string,
): Promise<SourceInfo | null> {
  const uri = await picker.pick(document.uri, title);
  return uri === undefined ? null : addSource(document, uri);
}

async function addSource(document: ModelDocument, uri: vscode.Uri): Promise<SourceInfo> {
  const label = sourceLabel(uri);
  if (await isSameFile(uri, document.uri)) {
    throw new ModelMismatchError(
      `${label} is the open model itself: there is nothing to inject. Choose another file, or revert the file to drop its unsaved changes.`,
    );
  }
  document.files.allow(uri);
  return document.model.addSource({
    path: uri.scheme === 'file' ? uri.fsPath : null,
    uri: uri.toString(),
    fileName: posix.basename(uri.path),
    label,
  });
}
