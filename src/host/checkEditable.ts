import { posix } from 'node:path';
import type * as vscode from 'vscode';
import { ModelMismatchError } from '../core/errors';
import { shownName } from '../core/format/sentence';
import { checkTrust } from './checkTrust';
import { isWritable } from './isWritable';

/** @throws ModelMismatchError with what to do, where a model can only be viewed. */
export function checkEditable(model: vscode.Uri): void {
  checkTrust('changed', 'edit');
  if (isWritable(model)) return;
  throw new ModelMismatchError(
    `${shownName(posix.basename(model.path))} cannot be written to here: its weights can be viewed but not changed. Open it in a folder that can be written to.`,
  );
}
