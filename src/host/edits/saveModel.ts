import * as vscode from 'vscode';
import { ChangedOnDiskError } from '../../core/errors';
import { CancelledError, type Client } from '../../protocol/channel';
import type { EditApi, SaveReport } from '../../protocol/edit';
import { askFirst, tellDone } from '../window/messages';
import { withSlowProgress } from './slowProgress';

/** Long enough to be read. */
const SHOWN_MS = 10_000;

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
    withSlowProgress(title, token, (options) =>
      worker.save({ target, overwrite }, { ...options, untilAnswered: true }),
    );
  try {
    const report = await save(false).catch(async (error: unknown) => {
      if (!(error instanceof ChangedOnDiskError)) throw error;
      await askToOverwrite(error.message, target === null);
      return save(true);
    });
    tellError(report.quantized);
    return report;
  } catch (error) {
    throw error instanceof CancelledError ? new vscode.CancellationError() : error;
  }
}

/** Says what saving has rounded. */
function tellError(quantized: SaveReport['quantized']): void {
  if (quantized === null) return;
  const { tensors, largestError } = quantized;
  const saved = tensors === 1 ? 'a quantized tensor' : `${tensors} quantized tensors`;
  const error =
    largestError === 0 ? 'no value is off' : `largest error ${Number(largestError.toPrecision(6))}`;
  tellDone(`Saved ${saved}: ${error}`, SHOWN_MS);
}

async function askToOverwrite(message: string, inPlace: boolean): Promise<void> {
  const overwrite = 'Overwrite';
  const detail = 'Overwrite writes your edits over the files as they are now.';
  const answer = await askFirst('warning', message, inPlace ? detail : undefined, overwrite);
  if (answer !== overwrite) throw new vscode.CancellationError();
}
