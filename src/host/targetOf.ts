import * as vscode from 'vscode';
import type { Surroundings } from './export/source';
import type { ModelDocument } from './modelDocument';
import { MODEL_VIEW_TYPE } from './modelEditorProvider';

/** The document of the file that the Explorer names, opened where it is not, else of the model in front. */
export async function targetOf(
  named: unknown,
  { active, documents }: Surroundings,
): Promise<ModelDocument | undefined> {
  if (!(named instanceof vscode.Uri)) return active.get()?.document;
  const open = documents.documentOf(named);
  if (open !== undefined) return open;
  await vscode.commands.executeCommand('vscode.openWith', named, MODEL_VIEW_TYPE);
  return documents.documentOf(named);
}
