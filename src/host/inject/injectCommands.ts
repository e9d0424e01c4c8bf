import * as vscode from 'vscode';
import type { Command } from '../commands';
import { MODEL_VIEW_TYPE } from '../modelEditorProvider';
import type { ModelDocument } from '../modelDocument';
import type { Surroundings } from '../export/source';
import type { Reporter } from '../reporter';
import { InjectPage } from './injectPage';
import { Receipts } from './receipts';
import { SourcePicker } from '../sourcePicker';

/** Commands that carry weights over into a model. */
export function injectCommands(
  context: vscode.ExtensionContext,
  surroundings: Surroundings,
  reporter: Reporter,
): Record<string, Command> {
  const picker = new SourcePicker(context.workspaceState, 'weights');
  const receipts = new Receipts();
  context.subscriptions.push(receipts);
  return {
    'weightscope.injectWeights': async (named) => {
      const document = await targetOf(named, surroundings);
      if (document === undefined) return;
      await InjectPage.open(document, { picker, receipts, reporter }, context.extensionUri);
    },
  };
}

/** The file that the Explorer names, opened where it is not, else the model in front. */
async function targetOf(
  named: unknown,
  { active, documents }: Surroundings,
): Promise<ModelDocument | undefined> {
  if (!(named instanceof vscode.Uri)) return active.get()?.document;
  const open = documents.documentOf(named);
  if (open !== undefined) return open;
  await vscode.commands.executeCommand('vscode.openWith', named, MODEL_VIEW_TYPE);
  return documents.documentOf(named);
}
