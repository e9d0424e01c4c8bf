import type { Method } from './channel';
import type { EditApi } from './edit';
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

/** Folder within `WorkerModel.storage` of the files of whole tensors that edits bring. */
export const VALUES_FOLDER = 'values';

/** What the worker serves to whoever started it. */
export type ComputeApi = ModelApi & Omit<EditApi, 'save'>;

/** Files of a file system that only the host reaches; paths as in `ModelFiles`, and model.json itself. */
export interface FilesApi {
  size: Method<{ readonly path: string }, number>;
  read: Method<
    { readonly path: string; readonly offset: number; readonly length: number },
    Uint8Array
  >;
}
