import type { ModelFiles } from '../../core/format/modelFiles';
import type { FileIdentity } from './fileIdentity';

/** The files of a model, and its model.json under its base name. */
export interface OpenableFiles extends ModelFiles {
  /** Drops all that is known of the files: handles, bytes. What is read afterwards is what is there then. */
  forget(): Promise<void>;
  /** Where files can be told from what they were earlier. */
  readonly identities?: Identities | undefined;
}

export interface Identities {
  /** Absolute path of model.json. */
  readonly model: string;
  /** What a file was when its size was first asked, before any of it was read, and when that was. */
  first(path: string): { readonly identity: FileIdentity; readonly at: number } | undefined;
  /** What a file is now; undefined where there is none. */
  now(path: string): Promise<FileIdentity | undefined>;
}
