import { posix } from 'node:path';
import * as vscode from 'vscode';
import { allowedMemory } from '../../core/retrain/allowedMemory';
import type { RetrainHostApi, RetrainPageApi } from '../../protocol/retrainPage';
import type { ActivePage } from '../activePage';
import { MODEL_VIEW_TYPE } from '../modelEditorProvider';
import type { Reporter } from '../reporter';
import { sourceLabel } from '../sourcePicker';
import { WebviewPage } from '../webviewPage';
import type { FormMemory } from './formMemory';
import type { RetrainSession } from './retrainSession';
import { saveRecord } from './saveRecord';

export interface PageHelp {
  readonly forms: FormMemory;
  readonly active: ActivePage;
  readonly reporter: Reporter;
  readonly extensionUri: vscode.Uri;
  readonly onClosed: () => void;
}

/** The tab of a session. */
export class RetrainPage {
  private readonly page: WebviewPage<RetrainPageApi, RetrainHostApi>;
  private readonly panel: vscode.WebviewPanel;

  constructor(
    private readonly session: RetrainSession,
    private readonly help: PageHelp,
  ) {
    const { document } = session;
    this.panel = vscode.window.createWebviewPanel(
      'weightscope.retrain',
      `Retrain ${sourceLabel(document.uri)}`,
      vscode.ViewColumn.Active,
      // What is being chosen is not to be chosen again.
      { retainContextWhenHidden: true },
    );
    this.page = new WebviewPage(this.panel, help.extensionUri, 'retrain', this.serve());
    const listener = document.onDidBecomeOther(() => {
      this.page.shown?.stale(null).catch((error: unknown) => this.help.reporter.record(error));
    });
    this.panel.onDidDispose(() => {
      listener.dispose();
      help.onClosed();
    });
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private serve(): RetrainHostApi {
    const { session } = this;
    const { document } = session;
    return {
      ...session.data.api,
      start: async (_, { signal, progress }) => {
        const { backend, model } = await session.engine({ signal, onProgress: progress });
        const { text } = await document.model.modelText(null, { signal });
        return {
          model: sourceLabel(document.uri),
          fileName: posix.basename(document.uri.path),
          text,
          loaded: model,
          backend,
          memoryLimit: allowedMemory(session.memoryLimit, backend.backend),
          form: this.help.forms.get(document.uri),
        };
      },
      remember: async ({ form }) => {
        await this.help.forms.set(document.uri, form);
        return null;
      },
      estimate: (request, { signal }) => session.estimate(request, signal),
      balance: async (chosen) => ({ weights: await session.balance(chosen) }),
      train: async (request) => {
        await session.train(request);
        return null;
      },
      watch: (_, call) => session.runs.watch(call),
      control: async ({ action }) => {
        await session.control(action);
        return null;
      },
      settle: async ({ keep }) => {
        await session.settle(keep);
        return null;
      },
      detail: (request, { signal }) => document.model.detail(request, { signal }),
      liveValues: async (request, { signal }) =>
        (await session.engine()).engine.values(request, { signal }),
      showModel: async ({ weight }) => {
        await this.showModel(weight);
        return null;
      },
      compareWithSaved: () => this.run('weightscope.compareWithSaved'),
      evaluate: () => this.run('weightscope.evaluateModel'),
      saveRecord: async () => {
        await saveRecord(session);
        return null;
      },
      report: ({ message, stack }) => {
        this.help.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }

  private async showModel(weight: number | null): Promise<void> {
    await vscode.commands.executeCommand(
      'vscode.openWith',
      this.session.document.uri,
      MODEL_VIEW_TYPE,
    );
    if (weight === null) return;
    const editor = await this.help.active.get()?.remote();
    await editor?.run({ command: 'showWeight', weight });
  }

  private async run(command: string): Promise<null> {
    await vscode.commands.executeCommand(command, this.session.document.uri);
    return null;
  }
}
