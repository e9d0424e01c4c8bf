import type * as vscode from 'vscode';
import type { Command } from '../commands';
import type { Surroundings } from '../export/source';
import type { Reporter } from '../reporter';
import { InjectPage } from './injectPage';
import { Receipts } from './receipts';
import { SourcePicker } from '../sourcePicker';
import { targetOf } from '../targetOf';

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
