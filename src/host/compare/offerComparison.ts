import * as vscode from 'vscode';

const WHAT_CHANGED = 'What Changed?';

/**
 * Offers to hold what was just done to an open model against its file. Waits for no answer.
 * @param done A sentence on it, such as "Weights were injected into coffee/model.json."
 */
export function offerComparison(model: vscode.Uri, done: string): void {
  void vscode.window.showInformationMessage(done, WHAT_CHANGED).then(async (answer) => {
    if (answer === WHAT_CHANGED)
      await vscode.commands.executeCommand('weightscope.compareWithSaved', model);
  });
}
