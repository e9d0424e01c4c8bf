import * as vscode from 'vscode';
import { notify } from '../window/messages';

const WHAT_CHANGED = 'What Changed?';
const SHOW_RECEIPT = 'Show Receipt';

/**
 * Offers to hold what was just done to an open model against its file. Waits for no answer.
 * @param done A sentence on it, such as "Weights were injected into coffee/model.json."
 * @param showReceipt Offered too, where the receipt is not on screen.
 */
export function offerComparison(
  model: vscode.Uri,
  done: string,
  showReceipt?: () => Promise<void>,
): void {
  const offered = showReceipt === undefined ? [WHAT_CHANGED] : [WHAT_CHANGED, SHOW_RECEIPT];
  void notify('information', done, ...offered).then(async (answer) => {
    if (answer === WHAT_CHANGED)
      await vscode.commands.executeCommand('weightscope.compareWithSaved', model);
    if (answer === SHOW_RECEIPT) await showReceipt?.();
  });
}
