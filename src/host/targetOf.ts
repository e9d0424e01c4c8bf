import * as vscode from 'vscode';
import type { Surroundings } from './export/source';
import type { ModelDocument } from './modelDocument';
import { MODEL_VIEW_TYPE } from './modelEditorProvider';

/** The document of the file that the Explorer names, opened where it is not, else of the model in front. */
export async function targetOf(
  named: unknown,
  { active, documents }: Surroundings,
): Promise<ModelDocument | undefined> {
  return named instanceof vscode.Uri ? documentAt(named, documents) : active.get()?.document;
}

/** The document of a file, opened where it is not. */
export async function documentAt(
  file: vscode.Uri,
  documents: Pick<Surroundings['documents'], 'documentOf'>,
): Promise<ModelDocument | undefined> {
  const open = documents.documentOf(file);
  if (open !== undefined) return open;
  await vscode.commands.executeCommand('vscode.openWith', file, MODEL_VIEW_TYPE);
  return documents.documentOf(file);
}
