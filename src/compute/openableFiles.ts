import type { ModelFiles } from '../core/format/modelFiles';

/** The files of a model, and its model.json under its base name. */
export interface OpenableFiles extends ModelFiles {
  /** Drops all that is known of the files: handles, bytes. What is read afterwards is what is there then. */
  forget(): Promise<void>;
}
