import { posix } from 'node:path';
import * as vscode from 'vscode';
import { type CompareWorker, startCompareWorker } from '../../compute/client';
import { sideNames } from '../../core/compare/sideNames';
import { COMPARE_METHODS, type CompareApi } from '../../protocol/compare';
import type {
  CompareHostApi,
  ComparePageApi,
  CompareStart,
  ComparedSide,
} from '../../protocol/comparePage';
import { forward } from '../../protocol/forward';
import { MODEL_VIEW_TYPE } from '../modelEditorProvider';
import { ModelWatcher } from '../modelWatcher';
import type { Reporter } from '../reporter';
import { WebviewPage } from '../webviewPage';
import { saveComparison } from './saveComparison';
import { sidedFiles } from './sidedFiles';

/** One tab that compares two models; its worker reads both. */
export class ComparePage {
  private readonly page: WebviewPage<ComparePageApi, CompareHostApi>;
  private worker: CompareWorker | undefined;
  private watchers: readonly ModelWatcher[];
  private revision = 0;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private a: vscode.Uri,
    private b: vscode.Uri,
    private readonly extensionUri: vscode.Uri,
    private readonly reporter: Reporter,
  ) {
    this.watchers = this.watch();
    this.page = new WebviewPage(panel, extensionUri, 'compare', this.serve());
    this.showTitle();
    panel.onDidDispose(() => {
      this.worker?.dispose();
      for (const watcher of this.watchers) watcher.dispose();
    });
  }

  /** Whether it compares these, whichever is the reference. */
  compares(a: vscode.Uri, b: vscode.Uri): boolean {
    const pair = (...uris: vscode.Uri[]): string => uris.map(String).sort().join('\n');
    return pair(a, b) === pair(this.a, this.b);
  }

  reveal(): void {
    this.panel.reveal();
  }

  private get comparison(): CompareWorker['comparison'] {
    if (this.worker === undefined) {
      const side = (model: vscode.Uri) => ({
        path: model.scheme === 'file' ? model.fsPath : null,
        fileName: posix.basename(model.path),
      });
      const worker = startCompareWorker(
        vscode.Uri.joinPath(this.extensionUri, 'dist', 'worker.js').fsPath,
        { a: side(this.a), b: side(this.b) },
        sidedFiles(this.a, this.b),
      );
      worker.onExit(() => {
        if (this.worker === worker) this.worker = undefined;
      });
      this.worker = worker;
    }
    return this.worker.comparison;
  }

  private serve(): CompareHostApi {
    return {
      ...forward<CompareApi>(() => this.comparison, COMPARE_METHODS),
      openBoth: async (_, { signal }) => {
        const overview = await this.comparison.openBoth(null, { signal });
        const [watchA, watchB] = this.watchers;
        watchA?.watch(overview.a.files);
        watchB?.watch(overview.b.files);
        return overview;
      },
      start: () => Promise.resolve(this.start()),
      swap: () => {
        [this.a, this.b] = [this.b, this.a];
        this.worker?.dispose();
        this.worker = undefined;
        for (const watcher of this.watchers) watcher.dispose();
        this.watchers = this.watch();
        this.revision++;
        this.showTitle();
        return Promise.resolve(this.start());
      },
      openModel: async ({ side }) => {
        const model = side === 'a' ? this.a : this.b;
        await vscode.commands.executeCommand('vscode.openWith', model, MODEL_VIEW_TYPE);
        return null;
      },
      save: async () => {
        const page = await this.page.remote();
        await saveComparison(this.a, this.names, async (format) => {
          const { text } = await page.exported({ format });
          return text;
        });
        return null;
      },
      report: ({ message, stack }) => {
        this.reporter.record(Object.assign(new Error(message), { stack }));
        return Promise.resolve(null);
      },
    };
  }

  private get names(): readonly [a: string, b: string] {
    return sideNames(this.a.path, this.b.path);
  }

  private start(): CompareStart {
    const [a, b] = this.names;
    const side = (uri: vscode.Uri, name: string): ComparedSide => ({
      uri: uri.toString(),
      name,
      path: vscode.workspace.asRelativePath(uri),
    });
    return { a: side(this.a, a), b: side(this.b, b), revision: this.revision };
  }

  private showTitle(): void {
    this.panel.title = this.names.join(' ↔ ');
  }

  private watch(): ModelWatcher[] {
    const changed = (): void => {
      this.revision++;
      // A hidden page finds the other revision when it is shown.
      this.page.shown?.reload(null).catch((error: unknown) => this.reporter.record(error));
    };
    return [this.a, this.b].map((uri) => new ModelWatcher(uri, changed));
  }
}
