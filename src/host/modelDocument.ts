import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Client } from '../protocol/channel';
import type { ComputeApi } from '../protocol/compute';
import type { SaveReport } from '../protocol/edit';
import type { ModelOverview } from '../protocol/model';
import { askAboutOthersChange, type OthersChange } from './edits/askAboutOthersChange';
import { Backups } from './edits/backups';
import { DocumentEdits } from './edits/documentEdits';
import { saveElsewhere } from './edits/saveElsewhere';
import { saveModel } from './edits/saveModel';
import type { EditBackup } from './node/editBackup';
import {
  type ExtensionFolders,
  type ModelWorker,
  startWorker,
  valuesFolder,
} from './node/startWorker';
import { removeValueFiles } from './node/valueFiles';
import { FileStamps, isMissing, missing } from './fileStamps';
import { ModelWatcher } from './modelWatcher';
import type { Reporter } from './reporter';
import { WorkerFiles } from './workerFiles';

/** Unsaved edits of an earlier session, and the folder that keeps them. */
export interface RestoredEdits extends EditBackup {
  readonly folder: string;
  /** Whether VS Code knows of them, and so that the document is not saved. */
  readonly known: boolean;
}

/** An editor on a document. */
export interface DocumentView {
  /** Brings it to the front and runs a command of VS Code's on it. */
  run(command: string): Promise<void>;
}

/** One model file, shared by all editors on it. Its worker parses, reads, measures and edits. */
export class ModelDocument implements vscode.CustomDocument {
  readonly edits: DocumentEdits;
  private readonly backups: Backups;
  private readonly values: string;

  private readonly changed = new vscode.EventEmitter<void>();
  /** The files changed on disk: what was shown is to be asked for again. */
  readonly onDidChange = this.changed.event;
  /** Its values became others: by the files, or by an edit. */
  readonly onDidBecomeOther: vscode.Event<unknown> = (listener) =>
    vscode.Disposable.from(this.onDidChange(listener), this.edits.onDidEdit(listener));
  private readonly closed = new vscode.EventEmitter<void>();
  readonly onDispose = this.closed.event;

  /** What the worker may read that it does not reach by itself. */
  readonly files: WorkerFiles;
  private readonly stamps: FileStamps;
  private readonly watcher: ModelWatcher;
  private readonly views = new Set<DocumentView>();
  private worker: ModelWorker | undefined;
  private opened: Promise<ModelOverview> | undefined;
  /** Others changed the files beneath unsaved edits. */
  private outdated = false;
  private asking = false;
  private isClosed = false;

  constructor(
    readonly uri: vscode.Uri,
    private readonly folders: ExtensionFolders,
    private readonly reporter: Reporter,
    restored?: RestoredEdits,
  ) {
    this.files = new WorkerFiles(uri);
    this.edits = new DocumentEdits(uri, () => this.model, restored);
    this.values = valuesFolder(folders);
    this.backups = new Backups(uri.toString(), this.values, restored?.folder);
    this.stamps = new FileStamps(uri);
    this.watcher = new ModelWatcher(uri, () => {
      void this.reporter.guard(() => this.filesChanged());
    });
    // Begun here, so that the file is parsed while the webview still boots.
    this.overview().catch((error: unknown) => this.reporter.record(error));
    if (restored !== undefined) void this.reporter.guard(() => this.checkRestored(restored));
  }

  /** Requests to the worker; a worker that died is replaced, and is given the edits. */
  get model(): Client<ComputeApi> {
    if (this.worker === undefined) {
      this.worker = startWorker(
        this.uri,
        this.folders,
        () => (this.worker = undefined),
        this.files,
      );
      this.edits.tellWorker().catch((error: unknown) => this.reporter.record(error));
    }
    return this.worker.model;
  }

  /** The overview that all editors share; asked for anew after a failure and after a change on disk. */
  overview(): Promise<ModelOverview> {
    this.opened ??= this.open();
    return this.opened;
  }

  /** To be told of each editor on the document, until the returned function is called. */
  attach(view: DocumentView): () => void {
    this.views.add(view);
    return () => this.views.delete(view);
  }

  async save(token: vscode.CancellationToken): Promise<void> {
    const write = async (): Promise<SaveReport> => {
      if (await isMissing(this.uri)) {
        throw new Error(
          `${this.fileName} was deleted or moved. Put it back to save your edits, or write the model to another file with Save As.`,
        );
      }
      return saveModel(this.model, `Saving ${this.fileName}`, null, token);
    };
    await this.edits.save(write, async () => {
      this.outdated = false;
      this.opened = undefined;
      await this.overview().catch((error: unknown) => this.reporter.record(error));
      await this.stamps.last;
    });
    await this.backups.forget();
    this.changed.fire();
  }

  /** Writes the model with its edits elsewhere; this document goes back to its files. */
  async saveAs(target: vscode.Uri, token: vscode.CancellationToken): Promise<void> {
    if (target.toString() === this.uri.toString()) return this.save(token);
    const write = async (): Promise<null> => {
      const { files } = await this.overview();
      await saveElsewhere(this.model, target, files, token);
      return null;
    };
    await this.edits.save(write, () => Promise.resolve());
    await this.backups.forget();
  }

  /** Drops the edits and reads the files anew. */
  async revert(): Promise<void> {
    const forgotten = this.backups.forget();
    try {
      await this.edits.revert(async () => (await this.stamps.stillHold()) && !this.outdated);
      this.reload();
    } catch (error) {
      // Closed without saving, VS Code does not wait for this.
      if (!this.isClosed) throw error;
    }
    await forgotten;
  }

  async backup(
    destination: vscode.Uri,
    token: vscode.CancellationToken,
  ): Promise<vscode.CustomDocumentBackup> {
    const files = (await this.stamps.last) ?? '';
    return this.backups.write(destination, { edits: this.edits.edits, files }, token);
  }

  private get fileName(): string {
    return posix.basename(this.uri.path);
  }

  private async filesChanged(): Promise<void> {
    const outcome = await this.edits.giveWay(async () => !(await this.stamps.stillHold()));
    if (outcome === 'gaveWay') this.reload();
    if (outcome === 'unsaved') await this.askWhatToDo('changed');
  }

  /** Edits of an earlier session may no longer fit the files. */
  private async checkRestored({ files }: RestoredEdits): Promise<void> {
    await this.overview();
    await this.edits.tellWorker();
    if ((await this.stamps.last) !== files) await this.askWhatToDo('changedBefore');
  }

  private async askWhatToDo(change: OthersChange): Promise<void> {
    this.outdated = true;
    if (this.asking) return;
    this.asking = true;
    try {
      const gone = (await this.stamps.last)?.startsWith(missing(this.uri)) === true;
      const command = await askAboutOthersChange(this.fileName, gone ? 'deleted' : change);
      const [view] = this.views;
      if (command !== null) await view?.run(command);
    } finally {
      this.asking = false;
    }
  }

  private reload(): void {
    this.outdated = false;
    this.opened = undefined;
    this.changed.fire();
  }

  private async open(): Promise<ModelOverview> {
    try {
      const overview = await this.model.open(null);
      this.watcher.watch(overview.files);
      void this.stamps.take(overview.files);
      // Edits that the worker refused or did not hear of while the files could not be read.
      await this.edits.tellWorker().catch((error: unknown) => this.reporter.record(error));
      return overview;
    } catch (error) {
      this.opened = undefined;
      throw error;
    }
  }

  dispose(): void {
    this.isClosed = true;
    this.closed.fire();
    this.closed.dispose();
    this.watcher.dispose();
    this.changed.dispose();
    this.edits.dispose();
    this.worker?.dispose();
    removeValueFiles(this.edits.valueFiles, this.values).catch((error: unknown) =>
      this.reporter.record(error),
    );
  }
}
