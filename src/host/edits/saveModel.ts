import * as vscode from 'vscode';
import { ChangedOnDiskError } from '../../core/errors';
import { CancelledError, type Client } from '../../protocol/channel';
import type { EditApi, SaveReport } from '../../protocol/edit';
import { withSlowProgress } from './slowProgress';

/**
 * Writes the edited model, in place or, with a path, elsewhere. Files that somebody else changed are
 * overwritten only if the person says so.
 * @throws vscode.CancellationError if the person cancels, and what the worker throws, with a sentence for them.
 */
export async function saveModel(
  worker: Client<EditApi>,
  title: string,
  target: string | null,
  token: vscode.CancellationToken,
): Promise<SaveReport> {
  const save = (overwrite: boolean): Promise<SaveReport> =>
    withSlowProgress(title, token, (options) => worker.save({ target, overwrite }, options));
  try {
    return await save(false).catch(async (error: unknown) => {
      if (!(error instanceof ChangedOnDiskError)) throw error;
      await askToOverwrite(error.message);
      return save(true);
    });
  } catch (error) {
    throw error instanceof CancelledError ? new vscode.CancellationError() : error;
  }
}

async function askToOverwrite(message: string): Promise<void> {
  const overwrite = 'Overwrite';
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, overwrite);
  if (answer !== overwrite) throw new vscode.CancellationError();
}
