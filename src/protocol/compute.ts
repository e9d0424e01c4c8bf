import type { Method } from './channel';
import type { EditApi } from './edit';
import type { ExportApi } from './export';
import type { InjectApi } from './inject';
import type { ModelApi } from './model';
import type { ValuesApi } from './values';

/** What a compute worker is started with. */
export interface WorkerModel {
  /** Absolute path of model.json, or null where the host reads the files for the worker. */
  readonly path: string | null;
  /** Base name of model.json for messages. */
  readonly fileName: string;
  /** Threads that scan local files; by default one for each core but one. */
  readonly scanThreads?: number | undefined;
  /** Absolute path of a folder of the extension's storage, made when first needed. */
  readonly storage?: string | undefined;
}

/** Folder within `WorkerModel.storage` of the files of whole tensors that edits bring. */
export const VALUES_FOLDER = 'values';

/** What the worker serves to whoever started it. */
export type ComputeApi = ModelApi & ExportApi & InjectApi & EditApi & ValuesApi;

/** Files of a file system that only the host reaches; paths as in `ModelFiles`, and model.json itself. */
export interface ReadFilesApi {
  size: Method<HostFile, number>;
  read: Method<HostFile & { readonly offset: number; readonly length: number }, Uint8Array>;
}

/** The same, and the folder of the model to be written. */
export interface FilesApi extends ReadFilesApi {
  /** Something that changes with every write of the file; null where there is none. */
  state: Method<
    { readonly path: string },
    { readonly stamp: string; readonly changed: number } | null
  >;
  /** Names of what is in a folder, '' being that of model.json; none where there is no such folder. */
  names: Method<{ readonly folder: string }, readonly string[]>;
  /** Writes a whole file, over one that is there. */
  write: Method<{ readonly path: string; readonly bytes: Uint8Array }, null>;
  /** Removes a file, if it is there. */
  remove: Method<{ readonly path: string }, null>;
}

export interface HostFile {
  readonly path: string;
  /** URI of another model or file of weights that the user chose; by default the worker's own model. */
  readonly of?: string | undefined;
}
