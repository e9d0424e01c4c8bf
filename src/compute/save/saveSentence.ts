import { shownName } from '../../core/format/sentence';
import { ModelFormatError } from '../../core/errors';
import { CancelledError } from '../../protocol/channel';
import { errorCode } from '../errorCode';

/** Why a file could not be written, in words. What is no error of the file system comes back as it is. */
export function saveError(path: string, cause: unknown): unknown {
  if (cause instanceof ModelFormatError || cause instanceof CancelledError) return cause;
  const code = errorCode(cause);
  if (code === undefined) return cause;
  return new Error(`${sentence(shownName(path), code)} Nothing was changed.`, { cause });
}

function sentence(file: string, code: string): string {
  switch (code) {
    case 'ENOSPC':
      return `${file} could not be saved: the disk is full. Make room and save again.`;
    case 'EDQUOT':
      return `${file} could not be saved: your quota on this disk is used up. Make room and save again.`;
    case 'EFBIG':
      return `${file} could not be saved: it is larger than files may be here. Save to another disk.`;
    case 'EACCES':
    case 'EPERM':
      return `${file} could not be saved: permission denied. Allow writing to the file and its folder, or save elsewhere.`;
    case 'EROFS':
      return `${file} could not be saved: the disk is read-only. Save elsewhere.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `${file} could not be saved: its folder, or a file of the save, is no longer there. Restore it or save elsewhere.`;
    case 'EBUSY':
      return `${file} could not be saved: another program holds it open. Close that and save again.`;
    case 'EMFILE':
    case 'ENFILE':
      return `${file} could not be saved: too many files are open on this machine. Close some and save again.`;
    case 'ENAMETOOLONG':
      return `${file} could not be saved: its name is too long for this disk. Save elsewhere.`;
    default:
      return `${file} could not be saved (${code}). Check the disk and save again.`;
  }
}
