import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../../core/errors';
import { type DataWorker, startDataWorker } from '../../compute/client';
import type { DataModel } from '../../core/dataset/dataModel';
import { asString, type Json, property } from '../../core/json';
import type { CallOptions } from '../../protocol/channel';
import type { DataSource, PreparedData, TableInfo } from '../../protocol/data';
import type { ChosenData, DataHostApi, DataStart, TableRole } from '../../protocol/dataPage';
import { newDataFolder } from '../node/dataFolders';
import type { ExtensionFolders } from '../node/startWorker';
import { DataFiles } from './dataFiles';
import { DataMemory, stillFits } from './dataMemory';
import { DataPicker } from './dataPicker';
import { ownData } from './dataSources';

export interface DataDeskOptions {
  readonly model: vscode.Uri;
  readonly purpose: 'training' | 'evaluation';
  /** What the data has to fit; asked whenever it is needed, so it may change. */
  readonly describe: () => Promise<DataModel>;
  /** model.json, which may be large. */
  readonly text: () => Promise<string>;
  readonly memory: vscode.Memento;
  readonly folders: ExtensionFolders;
}

type Fraction = CallOptions<{ readonly fraction: number }>;

/** Folder within the extension's storage of columns too large for messages. */
export function dataFolder({ globalStorageUri }: ExtensionFolders): string {
  return join(globalStorageUri.fsPath, 'data');
}

/**
 * The data of one page, from the file that the user picks to what the training process takes. Its
 * worker starts when it is first needed, and again after it died.
 */
export class DataDesk implements vscode.Disposable {
  readonly api: DataHostApi = {
    startData: (_, { signal, progress }) => this.start({ signal, onProgress: progress }),
    chooseData: async ({ as }, { signal, progress }) => {
      const title = this.titleFor(as);
      const source = await this.picker.pick(this.options.model, title);
      if (source === undefined) return null;
      return this.open(as, source, { signal, onProgress: progress });
    },
    reopenData: ({ as, header, delimiter }, { signal, progress }) => {
      const open = this.tables.get(as);
      if (open === undefined) throw new Error('The data was closed. Choose it again.');
      const source = { ...open.source, header, delimiter };
      return this.open(as, source, { signal, onProgress: progress });
    },
    previewData: (params, { signal }) => this.worker.preview(params, { signal }),
    proposeData: async ({ table, losses }, { signal }) => {
      const [model, text] = await Promise.all([this.options.describe(), this.options.text()]);
      return this.worker.propose({ table, losses, model, text }, { signal });
    },
    checkData: async (chosen, { signal }) => {
      const model = await this.options.describe();
      return this.worker.check({ ...chosen, model }, { signal });
    },
    rememberData: async (chosen) => {
      await this.remember(chosen);
      return null;
    },
  };

  private readonly picker: DataPicker;
  private readonly memory: DataMemory;
  private readonly files = new DataFiles();
  private readonly folder: string;
  private readonly tables = new Map<TableRole, TableInfo>();
  private running: DataWorker | undefined;

  constructor(private readonly options: DataDeskOptions) {
    this.picker = new DataPicker(options.memory);
    this.memory = new DataMemory(options.memory, options.model, options.purpose);
    this.folder = newDataFolder(dataFolder(options.folders));
  }

  /** Large columns are files until `release`. @throws ModelMismatchError with row and column of what does not fit. */
  async prepare(chosen: ChosenData, call?: Fraction): Promise<PreparedData> {
    const model = await this.options.describe();
    return this.worker.prepare({ ...chosen, model }, call);
  }

  release(prepared: number): void {
    // Where the worker has gone, what it prepared is removed with the folder.
    this.running?.data.release({ prepared }).catch(() => undefined);
  }

  get worker(): DataWorker['data'] {
    if (this.running === undefined) {
      const { extensionUri } = this.options.folders;
      const script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
      const worker = startDataWorker(script, this.folder, this.files.api);
      worker.onExit(() => {
        if (this.running !== worker) return;
        this.running = undefined;
        this.tables.clear();
      });
      this.running = worker;
    }
    return this.running.data;
  }

  dispose(): void {
    this.running?.dispose();
    this.running = undefined;
    // What cannot be removed now is when the extension starts next.
    rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  private async start(call: Fraction): Promise<DataStart> {
    const model = await this.options.describe();
    const remembered = this.memory.get();
    const source = remembered?.source ?? (await this.namedSource());
    const nothing = { model, table: null, validationTable: null, choice: null, validation: null };
    if (source === undefined) return { ...nothing, problem: null };
    try {
      const table = await this.open('rows', source, call);
      const fits = remembered !== undefined && stillFits(remembered.choice, table, model);
      const other = fits && remembered.validation.kind === 'file' && remembered.validationSource;
      return {
        model,
        table,
        validationTable: other ? await this.open('validation', other, call) : null,
        choice: fits ? remembered.choice : null,
        validation: fits ? remembered.validation : null,
        problem: null,
      };
    } catch (error) {
      return { ...nothing, problem: messageOf(error) };
    }
  }

  private titleFor(as: TableRole): string {
    if (as === 'validation') return 'Data for Validation';
    return this.options.purpose === 'training' ? 'Data to Train On' : 'Data to Evaluate On';
  }

  /** The file that the model's metadata names. */
  private async namedSource(): Promise<DataSource | undefined> {
    const json = JSON.parse(await this.options.text()) as Json;
    const metadata = property(json, 'userDefinedMetadata');
    const named = asString(property(metadata, 'dataset'));
    return named === undefined ? undefined : ownData(this.options.model, named);
  }

  /** In place of the table in this role, which stays where the new one cannot be read. */
  private async open(as: TableRole, source: DataSource, call: Fraction): Promise<TableInfo> {
    if (source.path === null) this.files.allow(source);
    const model = await this.options.describe();
    const worker = this.worker;
    const table = await worker.openTable({ source, model }, call);
    const before = this.tables.get(as);
    this.tables.set(as, table);
    for (const closed of before === undefined ? [] : [before, before.validation])
      // Where the worker has gone, the table has gone with it.
      if (closed !== null) worker.closeTable({ table: closed.table }).catch(() => undefined);
    return table;
  }

  private async remember({ table, choice, validation }: ChosenData): Promise<void> {
    const rows = this.tables.get('rows');
    const other = this.tables.get('validation') ?? null;
    if (rows?.table !== table) return;
    const isOwn = validation.kind === 'table' && validation.table === rows.validation?.table;
    await this.memory.set({
      source: rows.source,
      validationSource: other?.source ?? null,
      choice,
      validation: validation.kind === 'table' ? { kind: isOwn ? 'own' : 'file' } : validation,
    });
  }
}
