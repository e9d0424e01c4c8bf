/**
 * The files of one model, by the paths that its manifest uses (relative to model.json's folder,
 * already checked by `checkShardPath`). File system, remote workspace and memory each bring their own.
 *
 * Both methods reject with `ModelFormatError` naming the file when it is missing, unreadable or
 * leads outside the model's folder.
 */
export interface ModelFiles {
  /** Size in bytes. */
  size(path: string): Promise<number>;
  /** Exactly `length` bytes from `offset`, or fewer where the file ends before. */
  read(path: string, offset: number, length: number): Promise<Uint8Array>;
}
