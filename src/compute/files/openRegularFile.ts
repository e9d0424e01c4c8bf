import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  open,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, relative, isAbsolute, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { ModelFormatError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { fileError } from './fileSentence';

/** Missing on Windows, where no file blocks on opening and no link is followed twice. */
const {
  O_RDONLY,
  O_NONBLOCK = 0,
  O_NOFOLLOW = 0,
} = constants as Partial<typeof constants> & {
  O_RDONLY: number;
};

const openDescriptor = promisify(open);

/**
 * Opens a file for reading if, links followed, it lies within `folder` (itself without links; null
 * asks nothing) and is a regular file. A pipe or a device is never opened: it could block for ever.
 *
 * @param path Where the file lies: with a folder, `name` from there.
 * @param name The path as the manifest spells it, for messages.
 * @returns Its descriptor.
 * @throws ModelFormatError
 */
export async function openRegularFile(
  path: string,
  name: string,
  folder: string | null,
): Promise<number> {
  try {
    const beside = rightInside(folder, name);
    let real = beside ?? path;
    if (beside === undefined || !(await lstat(beside)).isFile()) {
      real = await realpath(path);
      if (folder !== null && !isInside(real, folder)) throw leavesFolder(name);
      if (!(await stat(real)).isFile()) throw notRegular(name);
    }
    // The path may be replaced between the checks and here: neither a link nor a pipe gets through.
    const file = await openDescriptor(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw notRegular(name);
  } catch (error) {
    throw fileError(name, error);
  }
}

/** The same while the thread waits, which takes a tenth of the time where the disk answers at once. */
export function openRegularFileSync(path: string, name: string, folder: string | null): number {
  try {
    const beside = rightInside(folder, name);
    let real = beside ?? path;
    if (beside === undefined || !lstatSync(beside).isFile()) {
      real = realpathSync.native(path);
      if (folder !== null && !isInside(real, folder)) throw leavesFolder(name);
      if (!statSync(real).isFile()) throw notRegular(name);
    }
    const file = openSync(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw notRegular(name);
  } catch (error) {
    throw fileError(name, error);
  }
}

/**
 * Where a file right inside a folder lies. If that is no link, no link is on the way, and to ask for
 * the real path, which takes longer than to open and read the file, would tell nothing new.
 */
function rightInside(folder: string | null, name: string): string | undefined {
  return folder !== null && basename(name) === name ? join(folder, name) : undefined;
}

/** Both without links. A folder is not inside itself. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function leavesFolder(name: string): ModelFormatError {
  return new ModelFormatError(
    `${shownName(name)} is a symbolic link that leads outside the model's folder and is not read. ` +
      `Put the file itself there.`,
    { file: name },
  );
}

function notRegular(name: string): ModelFormatError {
  return new ModelFormatError(
    `${shownName(name)} is not a regular file (a folder, pipe or device) and is not read. Put the file there.`,
    { file: name },
  );
}
