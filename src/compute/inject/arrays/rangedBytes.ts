import type { OpenableFiles } from '../../files/openableFiles';

/** The bytes of one array, wherever they come from. */
export interface RangedBytes {
  /** Exactly these. @throws ModelFormatError where they are not there. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A part of a file. */
export function fileBytes(files: OpenableFiles, path: string, start: number): RangedBytes {
  return { read: (offset, length) => files.read(path, start + offset, length) };
}
