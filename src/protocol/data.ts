import type { DataChoice } from '../core/dataset/choice';
import type { DataModel } from '../core/dataset/dataModel';
import type { LossName } from '../core/dataset/lossNames';
import type { Preprocessing } from '../core/dataset/preprocessing';
import type { TablePreview } from '../core/dataset/preview';
import type { Proposal } from '../core/dataset/proposal';
import type { DrawnSplit } from '../core/dataset/split';
import type { Method } from './channel';
import type { HostFile, ReadFilesApi } from './compute';
import type { Dataset } from './training';

/** A file of data, or a folder with a folder of images for each class, that the user chose. */
export interface DataSource {
  readonly kind: 'file' | 'images';
  /** Absolute path on a local disk, or null where the host reads it. */
  readonly path: string | null;
  readonly uri: string;
  /** Base name, for messages and by its ending for the format. */
  readonly fileName: string;
  /** How the user knows it: its path from the workspace's folder. */
  readonly label: string;
  /** Of CSV only. The delimiter is one character, or 'auto'. */
  readonly header: boolean | 'auto';
  readonly delimiter: string;
}

export interface ColumnInfo {
  readonly name: string;
  /** Of one row: [] is one cell, [28, 28] a picture. */
  readonly shape: readonly number[];
  readonly holds: 'numbers' | 'texts' | 'both';
  /** Cells without a value. */
  readonly missing: number;
}

export interface TableInfo {
  /** Names the table in later requests. */
  readonly table: number;
  readonly source: DataSource;
  readonly rows: number;
  readonly columns: readonly ColumnInfo[];
  /** Rows for validation that the file itself holds, such as `x_test` of a .npz: another table. */
  readonly validation: { readonly table: number; readonly rows: number } | null;
}

export type ValidationRequest =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'fraction' } & DrawnSplit)
  | { readonly kind: 'table'; readonly table: number };

export interface PrepareRequest {
  readonly table: number;
  readonly choice: DataChoice;
  readonly model: DataModel;
  readonly validation: ValidationRequest;
}

/** The field of a form that a sentence belongs to. */
export type DataField =
  { readonly kind: 'input' | 'target'; readonly index: number } | { readonly kind: 'validation' };

/** What a choice comes to, told before anything is made of it. */
export interface DataCheck {
  readonly problems: readonly { readonly field: DataField; readonly message: string }[];
  /** Sentences about what is likely a mistake. */
  readonly warnings: readonly string[];
  /** Labels of each target in the order of the outputs; null where numbers say the class, or there are no classes. */
  readonly classes: readonly (readonly string[] | null)[];
  /** Null where a problem stands in the way. */
  readonly rows: {
    readonly training: number;
    readonly validation: number;
    /** Rows without some value, of both tables. */
    readonly leftOut: number;
  } | null;
}

/** What is trained on, and what the user is told of it. */
export interface PreparedData {
  /** Names what was prepared in later requests. */
  readonly prepared: number;
  /** Large columns are files; they are there until `release` or the end of the worker. */
  readonly training: Dataset;
  readonly validation: Dataset | null;
  readonly preprocessing: Preprocessing;
  /** Sentences. */
  readonly warnings: readonly string[];
  /** Rows without some value, of both tables. */
  readonly leftOut: number;
}

/** What the data worker serves: tables are read, held and turned into what a model takes. */
export interface DataApi {
  /**
   * @param model tells the size that images are brought to.
   * @throws ModelFormatError with one sentence, with row and column where one is to blame.
   */
  openTable: Method<
    { readonly source: DataSource; readonly model: DataModel },
    TableInfo,
    { readonly fraction: number }
  >;
  closeTable: Method<{ readonly table: number }, null>;
  /** Rows [start, end) as text. */
  preview: Method<
    { readonly table: number; readonly start: number; readonly end: number },
    TablePreview
  >;
  /** @param text model.json, whose metadata may name the columns. */
  propose: Method<
    {
      readonly table: number;
      readonly model: DataModel;
      readonly losses: readonly LossName[];
      readonly text: string;
    },
    Proposal
  >;
  check: Method<PrepareRequest, DataCheck>;
  /** @throws ModelMismatchError with row and column of what does not fit. */
  prepare: Method<PrepareRequest, PreparedData, { readonly fraction: number }>;
  /** Forgets what was prepared, and removes its files. */
  release: Method<{ readonly prepared: number }, null>;
}

/** Files that only the host reaches; `of` is the URI of a source. */
export interface DataFilesApi extends ReadFilesApi {
  /** What lies in a folder of a source of images, '' being its own. Symbolic links are left out. */
  list: Method<HostFile, readonly FolderEntry[]>;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** What a data worker is started with. */
export interface WorkerData {
  readonly data: {
    /** Absolute path of a folder for columns too large for messages, made when first needed. */
    readonly folder: string;
  };
}
