import { realpath } from 'node:fs/promises';
import type { Uri } from 'vscode';

/** Whether two addresses lead to one file; on a local disk whatever links lead there. */
export async function isSameFile(one: Uri, other: Uri): Promise<boolean> {
  if (one.toString() === other.toString()) return true;
  if (one.scheme !== 'file' || other.scheme !== 'file') return false;
  const [a, b] = await Promise.all(
    [one, other].map((uri) => realpath(uri.fsPath).catch(() => null)),
  );
  return a !== null && a === b;
}
