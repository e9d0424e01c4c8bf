import * as vscode from 'vscode';
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
    // From a comparison, the second file is the source; the Explorer names all that are selected there.
    'weightscope.injectWeights': async (named, source) => {
      const document = await targetOf(named, surroundings);
      if (document === undefined) return;
      await InjectPage.open(
        document,
        { picker, receipts, reporter },
        context.extensionUri,
        source instanceof vscode.Uri ? source : undefined,
      );
    },
  };
}
