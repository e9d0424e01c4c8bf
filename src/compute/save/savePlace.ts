import type { OpenableFiles } from '../files/openableFiles';
import type { WritableFiles } from './writableFiles';

/** The folder of a model that is saved in it. */
export interface SavePlace {
  readonly writable: WritableFiles;
  /** Reads the same folder, and keeps nothing that it has read. */
  readonly files: OpenableFiles;
  /** Base name of model.json. */
  readonly modelName: string;
}
