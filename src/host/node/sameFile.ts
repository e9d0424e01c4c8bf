import { realpath } from 'node:fs/promises';
import type { Uri } from 'vscode';

/** As much of an address as it takes. */
export type FileAddress = Pick<Uri, 'scheme' | 'fsPath' | 'toString'>;

/** Whether two addresses lead to one file; on a local disk whatever links lead there. */
export async function isSameFile(one: FileAddress, other: FileAddress): Promise<boolean> {
  if (one.toString() === other.toString()) return true;
  if (one.scheme !== 'file' || other.scheme !== 'file') return false;
  const [a, b] = await Promise.all(
    [one, other].map((uri) => realpath(uri.fsPath).catch(() => null)),
  );
  return a !== null && a === b;
}
