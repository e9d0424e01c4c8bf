/** What tells one state of a file from another, without reading it. */
export interface FileState {
  /** Equal as long as nobody has written the file: size, time of change, number of the file. */
  readonly stamp: string;
  /** Equal for two paths that lead to one file. */
  readonly file: string;
  /** When it was written last, milliseconds since 1970. */
  readonly changed: number;
}

/** Bytes of a file to be, in order, as they are made. What it throws comes through. */
export type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * The folder of a model, to be written. Paths are relative to it, checked as for `ModelFiles`; none
 * leads outside. Rejects with an Error whose message is a sentence for the user.
 */
export interface WritableFiles {
  /** Whether a reader of `replace`d files finds the old bytes or the new at every instant. */
  readonly replacesAtomically: boolean;
  /** Null where there is no such file. */
  state(path: string): Promise<FileState | null>;
  /** Names of what is in a folder: '' is the model's own. Empty where there is no such folder. */
  names(folder: string): Promise<readonly string[]>;
  /**
   * A new file, on the disk to stay when this resolves. Where it fails, nothing is left.
   * @param like a file whose mode and owner it takes, if that is there
   */
  create(path: string, content: Content, like: string | null): Promise<void>;
  /**
   * Puts new bytes in the place of a file, all at once where `replacesAtomically`.
   * @param commit awaited when all bytes are on the disk; where it rejects, the old file stays
   */
  replace(path: string, content: Content, commit: () => Promise<void>): Promise<void>;
  /** Removes a file; a link, a folder or nothing there is left as it is. */
  remove(path: string): Promise<void>;
}
