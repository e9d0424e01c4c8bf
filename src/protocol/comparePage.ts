import type { Method } from './channel';
import type { CompareApi } from './compare';

/** One of the two models, as the person knows it. */
export interface ComparedSide {
  /** Of the file; its fragment tells the version. */
  readonly uri: string;
  /** Tells it from the other: `coffee-roasting`, `model.json (saved)`. */
  readonly name: string;
  /** From the workspace's folder, with the version. */
  readonly path: string;
  /** A sentence on which values are compared. */
  readonly told: string;
}

/** What the page begins with. */
export interface CompareStart {
  /** The reference. */
  readonly a: ComparedSide;
  readonly b: ComparedSide;
}

/** What the host serves to the page of a comparison. */
export interface CompareHostApi extends CompareApi {
  start: Method<null, CompareStart>;
  /** A becomes B. */
  swap: Method<null, CompareStart>;
  /** Opens a side in its own editor. */
  openModel: Method<{ readonly side: 'a' | 'b' }, null>;
  /** Asks where to, then writes the file. */
  saveText: Method<{ readonly extension: 'md' | 'csv'; readonly text: string }, null>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}

/** What the page serves to the host. */
export interface ComparePageApi {
  /** Files or unsaved edits changed: open both again and keep the place. */
  reload: Method<null, null>;
}

/** What the page keeps for a window that is loaded again: the URIs of the sides. */
export interface KeptComparison {
  readonly a: string;
  readonly b: string;
}
