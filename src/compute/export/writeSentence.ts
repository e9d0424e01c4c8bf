import { basename, dirname } from 'node:path';
import { errorCode } from '../errorCode';

const REASONS: Readonly<Record<string, (target: string) => string>> = {
  ENOSPC: () => 'the disk is full. Free some space and export again',
  EDQUOT: () => 'your quota of the disk is used up. Free some space and export again',
  EFBIG: () => 'the file system has no room for files so large. Choose another folder',
  EROFS: () => 'the disk is read-only. Choose another folder',
  EACCES: (target) => `the folder ${dirname(target)} may not be written to. Choose another folder`,
  EPERM: (target) => `the folder ${dirname(target)} may not be written to. Choose another folder`,
  ENOENT: (target) => `the folder ${dirname(target)} is no longer there. Choose another folder`,
  ENOTDIR: (target) => `${dirname(target)} is no folder. Choose another one`,
  EISDIR: () => 'there is a folder of that name. Choose another name',
  EBUSY: () => 'another program uses it. Close it there and export again',
  ENAMETOOLONG: () => 'its name is too long. Choose a shorter one',
};

/** An error of the disk as one sentence; any other error as it is. */
export function writeSentence(target: string, error: unknown): unknown {
  const reason = REASONS[errorCode(error) ?? ''];
  if (reason === undefined) return error;
  const message = `${basename(target)} cannot be written: ${reason(target)}. Nothing was changed.`;
  return new Error(message, { cause: error });
}
