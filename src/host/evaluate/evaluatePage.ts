import * as vscode from 'vscode';
import type { EvaluateHostApi, EvaluatePageApi } from '../../protocol/evaluatePage';
import { MODEL_VIEW_TYPE } from '../modelEditorProvider';
import type { Reporter } from '../reporter';
import { sourceLabel } from '../sourcePicker';
import { WebviewPage } from '../webviewPage';
import type { EvaluateSession } from './evaluateSession';
import { savePredictions } from './savePredictions';
import { saveAs } from '../saveAs';

/** The tab of an evaluation. */
export class EvaluatePage {
  private readonly page: WebviewPage<EvaluatePageApi, EvaluateHostApi>;
  private readonly panel: vscode.WebviewPanel;

  constructor(
    private readonly session: EvaluateSession,
    extensionUri: vscode.Uri,
    private readonly reporter: Reporter,
    onClosed: () => void,
  ) {
    const { document } = session;
    this.panel = vscode.window.createWebviewPanel(
      'weightscope.evaluate',
      `Evaluate ${sourceLabel(document.uri)}`,
      vscode.ViewColumn.Active,
      // Numbers that took a while are not to be reckoned again.
      { retainContextWhenHidden: true },
    );
    this.page = new WebviewPage(this.panel, extensionUri, 'evaluate', this.serve());
    const listener = document.onDidBecomeOther(() => {
      this.page.shown?.stale(null).catch((error: unknown) => reporter.record(error));
    });
    this.panel.onDidDispose(() => {
      listener.dispose();
      onClosed();
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private serve(): EvaluateHostApi {
    const { session } = this;
    const { uri } = session.document;
    const name = sourceLabel(uri).replace(/[/\\]model\.json$/, '');
    return {
      ...session.data.api,
      start: (_, { signal, progress }) => session.start({ signal, onProgress: progress }),
      evaluate: (request, call) => session.evaluate(request, call),
      curves: (request, { signal }) => session.data.worker.curves(request, { signal }),
      plots: (request, { signal }) => session.data.worker.plots(request, { signal }),
      rowsOf: (request, { signal }) => session.data.worker.rowsOf(request, { signal }),
      savePredictions: async (request, { signal }) => {
        await savePredictions(uri, `${name} predictions`, (target) =>
          session.data.worker.predictionsCsv({ ...request, target }, { signal }),
        );
        return null;
      },
      saveChart: async ({ kind, name: chart, bytes }) => {
        await saveAs(uri, `${name} ${chart}`, kind, () => Promise.resolve(bytes));
        return null;
      },
      saveReport: async ({ html }) => {
        const bytes = new TextEncoder().encode(html);
        await saveAs(uri, `${name} evaluation`, 'html', () => Promise.resolve(bytes));
        return null;
      },
      isStale: () => Promise.resolve({ stale: session.stale }),
      showModel: async () => {
        await vscode.commands.executeCommand('vscode.openWith', uri, MODEL_VIEW_TYPE);
        return null;
      },
      report: ({ message, stack }) => {
        this.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }
}
