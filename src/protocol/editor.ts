import type { TextFormat } from '../core/exchange/text';
import type { Method } from './channel';
import type { Changes, EditRequest, EditState } from './edit';
import type { ModelApi } from './model';

/** What the host serves to an editor page: everything about the model, and what only the host can do. */
export interface EditorHostApi extends ModelApi {
  openAsText: Method<null, null>;
  writeClipboard: Method<{ readonly text: string; readonly what: string }, null>;
  /** What pasting would paste: a page may not read the clipboard by itself everywhere. */
  readClipboard: Method<null, { readonly text: string }>;
  /** Asks where to, then writes the file. */
  savePicture: Method<{ readonly suggestedName: string; readonly png: Uint8Array }, null>;
  /** What is selected, for the titles and the enablement of commands. */
  selected: Method<{ readonly weight: number | null }, null>;
  /**
   * Makes an edit, asks how a quantized tensor is to be stored, and puts the edit on VS Code's undo
   * stack; all pages are told by `edited`. Nothing is changed if the person does not answer.
   * @throws ModelMismatchError with a sentence for the user where the request makes no sense.
   */
  edit: Method<EditRequest, null, { readonly fraction: number }>;
  /** For a page that has just been shown; later changes are told by `edited`. */
  editState: Method<null, EditState>;
  changes: Method<null, Changes, { readonly fraction: number }>;
  /** Saves the document, as Ctrl+S does. */
  save: Method<null, null>;
  /** Drops all unsaved edits, as File > Revert File does. */
  revert: Method<null, null>;
  /** Asks what to export, as what and where to. */
  exportWeights: Method<null, null>;
  /** Asks where weights come from, and shows a plan of what goes where. */
  injectWeights: Method<null, null>;
  /** Holds the model side by side with another, with its own file, or with a commit. */
  compare: Method<{ readonly against: 'file' | 'saved' | 'head' | 'revision' }, null>;
  /** Shows the page on which the model is trained further. */
  retrainModel: Method<null, null>;
  /** Shows how good the model is on data. */
  evaluateModel: Method<null, null>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}

/** Commands that the host's command table hands to the active page. */
export type PageCommand =
  | { readonly command: 'copySelection' }
  | { readonly command: 'copyTensor'; readonly as: TextFormat }
  | { readonly command: 'goToIndex'; readonly index: readonly number[] }
  | { readonly command: 'savePicture' }
  | { readonly command: 'paste' }
  | { readonly command: 'showChanges' }
  | { readonly command: 'showWeight'; readonly weight: number };

/** What the page shows now, for input boxes and messages of commands. */
export interface PageState {
  readonly weight: number | null;
  readonly name: string | null;
  readonly shape: readonly number[];
}

/** What an editor page serves to the host. */
export interface EditorPageApi {
  state: Method<null, PageState>;
  run: Method<PageCommand, null>;
  /** Files changed on disk: ask `open` again and keep the place. */
  reload: Method<null, null>;
  /** Edits were made, undone or redone: what is shown of weights that changed is to be asked for anew. */
  edited: Method<EditState, null>;
}
