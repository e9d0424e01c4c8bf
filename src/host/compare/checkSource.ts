import type * as vscode from 'vscode';
import { ModelMismatchError } from '../../core/errors';
import type { Side } from './side';
import { versionOf } from './version';

/** @throws ModelMismatchError where an injection, which reads files, could not take from B what is compared. */
export function checkSource(b: vscode.Uri, side: Side): void {
  if (versionOf(b).kind === 'commit')
    throw new ModelMismatchError(
      'B is of a commit, whose files are here for the comparison only. Copy its tensors one by one, or check the commit out.',
    );
  if (side.version === 'edited')
    throw new ModelMismatchError(
      'B has unsaved edits, and an injection reads its files. Save B first, or copy its tensors one by one.',
    );
}
