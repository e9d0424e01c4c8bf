import type { Method } from './channel';
import type { EditApi } from './edit';
import type { ExportApi } from './export';
import type { InjectApi } from './inject';
import type { ModelApi } from './model';

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

/** What the worker serves to whoever started it. */
export type ComputeApi = ModelApi & ExportApi & InjectApi & Omit<EditApi, 'save'>;

/** Files of a file system that only the host reaches; paths as in `ModelFiles`, and model.json itself. */
export interface FilesApi {
  size: Method<HostFile, number>;
  read: Method<HostFile & { readonly offset: number; readonly length: number }, Uint8Array>;
}

export interface HostFile {
  readonly path: string;
  /** URI of another model or file of weights that the user chose; by default the worker's own model. */
  readonly of?: string | undefined;
}
