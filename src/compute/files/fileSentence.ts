import { ModelFormatError } from '../../core/errors';
import { RESTORE, shownName } from '../../core/format/sentence';
import { errorCode } from '../errorCode';

/** What went wrong with a file, in words; the path as the manifest spells it. */
export function fileError(path: string, cause: unknown): ModelFormatError {
  if (cause instanceof ModelFormatError) return cause;
  return new ModelFormatError(sentence(shownName(path), errorCode(cause) ?? String(cause)), {
    file: path,
    cause,
  });
}

function sentence(file: string, code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `${file} is missing. ${RESTORE}`;
    case 'EACCES':
    case 'EPERM':
      return `${file} cannot be read: permission denied. Allow reading it and reload.`;
    case 'ELOOP':
      return `${file} is a symbolic link that leads in a circle. ${RESTORE}`;
    case 'EMFILE':
    case 'ENFILE':
      return `${file} cannot be read: too many files are open on this machine. Close some and reload.`;
    default:
      return `${file} cannot be read (${code}). Check the disk and reload.`;
  }
}
