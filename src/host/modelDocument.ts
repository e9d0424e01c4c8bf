import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Edit } from '../core/model/edits/edit';
import type { Client } from '../protocol/channel';
import type { ComputeApi } from '../protocol/compute';
import type { EditApi } from '../protocol/edit';
import type { ModelOverview } from '../protocol/model';
import { Backups } from './edits/backups';
import { DocumentEdits } from './edits/documentEdits';
import { saveElsewhere } from './edits/saveElsewhere';
import { saveModel } from './edits/saveModel';
import { type ExtensionFolders, type ModelWorker, startWorker } from './node/startWorker';
import { ModelWatcher } from './modelWatcher';
import type { Reporter } from './reporter';

/** Unsaved edits of a session before, and the folder that keeps them. */
export interface RestoredEdits {
  readonly folder: string;
  readonly edits: readonly Edit[];
}

/** One model file, shared by all editors on it. Its worker parses, reads, measures and edits. */
export class ModelDocument implements vscode.CustomDocument {
  readonly edits: DocumentEdits;
  private readonly backups: Backups;

  private readonly changed = new vscode.EventEmitter<void>();
  /** The files changed on disk: what was shown is to be asked for again. */
  readonly onDidChange = this.changed.event;

  private readonly watcher: ModelWatcher;
  private worker: ModelWorker | undefined;
  private opened: Promise<ModelOverview> | undefined;

  constructor(
    readonly uri: vscode.Uri,
    private readonly folders: ExtensionFolders,
    private readonly reporter: Reporter,
    restored?: RestoredEdits,
  ) {
    this.edits = new DocumentEdits(() => this.model, restored?.edits);
    this.backups = new Backups(restored?.folder);
    this.watcher = new ModelWatcher(uri, () => this.reload());
    // Begun here, so that the file is parsed while the webview still boots.
    this.overview().catch((error: unknown) => this.reporter.record(error));
  }

  /** Requests to the worker; a worker that died is replaced, and is given the edits. */
  get model(): Client<ComputeApi & EditApi> {
    if (this.worker === undefined) {
      this.worker = startWorker(this.uri, this.folders, () => (this.worker = undefined));
      this.edits.state().catch((error: unknown) => this.reporter.record(error));
    }
    return this.worker.model as Client<ComputeApi & EditApi>;
  }

  /** The overview that all editors share; asked for anew after a failure and after a change on disk. */
  overview(): Promise<ModelOverview> {
    this.opened ??= this.open();
    return this.opened;
  }

  async save(token: vscode.CancellationToken): Promise<void> {
    await this.edits.save(async () => {
      const title = `Saving ${posix.basename(this.uri.path)}`;
      return (await saveModel(this.model, title, null, token)).before;
    });
    await this.backups.forgetRestored();
    this.reload();
  }

  /** Writes the model with its edits elsewhere; this document goes back to its files. */
  async saveAs(target: vscode.Uri, token: vscode.CancellationToken): Promise<void> {
    if (target.toString() === this.uri.toString()) return this.save(token);
    await this.edits.save(async () => {
      await saveElsewhere(this.model, target, token);
      return null;
    });
    await this.backups.forgetRestored();
  }

  /** Drops the edits and reads the files anew. */
  async revert(): Promise<void> {
    await this.edits.revert();
    await this.backups.forgetRestored();
    this.reload();
  }

  backup(destination: vscode.Uri): Promise<vscode.CustomDocumentBackup> {
    return this.backups.write(destination, this.edits.edits);
  }

  private reload(): void {
    this.opened = undefined;
    this.changed.fire();
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
    this.edits.dispose();
    this.worker?.dispose();
  }
}
