import type * as vscode from 'vscode';
import type { ActivePage } from '../activePage';
import type { Command } from '../commands';
import type { Reporter } from '../reporter';
import { InjectPage } from './injectPage';
import { Receipts } from './receipts';
import { SourcePicker } from './sourcePicker';

/** Commands that carry weights over into the active model. */
export function injectCommands(
  context: vscode.ExtensionContext,
  active: ActivePage,
  reporter: Reporter,
): Record<string, Command> {
  const picker = new SourcePicker(context.workspaceState);
  const receipts = new Receipts();
  context.subscriptions.push(receipts);
  return {
    'weightscope.injectWeights': async () => {
      const document = active.get()?.document;
      if (document === undefined) return;
      await InjectPage.open(document, { picker, receipts, reporter }, context.extensionUri);
    },
  };
}
