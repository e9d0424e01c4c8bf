import * as vscode from 'vscode';
import { askPlace, tellSaved } from '../saveAs';

/**
 * Asks where to; a file of the local disk is written by whoever holds the predictions, elsewhere VS Code
 * writes the text.
 */
export async function savePredictions(
  model: vscode.Uri,
  name: string,
  write: (target: string | null) => Promise<{ readonly text: string | null }>,
): Promise<void> {
  const target = await askPlace(model, name, 'csv');
  if (target === undefined) return;
  const { text } = await write(target.scheme === 'file' ? target.fsPath : null);
  if (text !== null) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  tellSaved(target);
}
