import * as vscode from 'vscode';
import type { Client } from '../protocol/channel';
import type { ModelApi, ModelOverview } from '../protocol/model';
import { type ModelWorker, startWorker } from './node/startWorker';
import { ModelWatcher } from './modelWatcher';
import type { Reporter } from './reporter';

/** One model file, shared by all editors on it. Its worker parses, reads and measures. */
export class ModelDocument implements vscode.CustomDocument {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The files changed on disk: what was shown is to be asked for again. */
  readonly onDidChange = this.changed.event;

  private readonly watcher: ModelWatcher;
  private worker: ModelWorker | undefined;
  private opened: Promise<ModelOverview> | undefined;

  constructor(
    readonly uri: vscode.Uri,
    private readonly extensionUri: vscode.Uri,
    private readonly storage: vscode.Uri,
    private readonly reporter: Reporter,
  ) {
    this.watcher = new ModelWatcher(uri, () => {
      this.opened = undefined;
      this.changed.fire();
    });
    // Begun here, so that the file is parsed while the webview still boots.
    this.overview().catch((error: unknown) => this.reporter.record(error));
  }

  /** Requests to the worker; a worker that died is replaced. */
  get model(): Client<ModelApi> {
    const onExit = (): void => {
      this.worker = undefined;
    };
    this.worker ??= startWorker(this.uri, this.extensionUri, this.storage, onExit);
    return this.worker.model;
  }

  /** The overview that all editors share; asked for anew after a failure and after a change on disk. */
  overview(): Promise<ModelOverview> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<ModelOverview> {
    try {
      const overview = await this.model.open(null);
      this.watcher.watch(overview.files);
      return overview;
    } catch (error) {
      this.opened = undefined;
      throw error;
    }
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
    this.worker?.dispose();
  }
}
