import * as vscode from 'vscode';
import { checkEditable } from '../checkEditable';
import { checkTrust } from '../checkTrust';
import type { Command } from '../commands';
import type { Surroundings } from '../export/source';
import type { Receipts } from '../edits/receipts';
import type { Reporter } from '../reporter';
import { InjectPage } from './injectPage';
import { SourcePicker } from '../sourcePicker';
import { targetOf } from '../targetOf';

/** Commands that carry weights over into a model. */
export function injectCommands(
  context: vscode.ExtensionContext,
  surroundings: Surroundings,
  reporter: Reporter,
  receipts: Receipts,
): Record<string, Command> {
  const picker = new SourcePicker(context.workspaceState, 'weights');
  return {
    // From a comparison, the second file is the source; the Explorer names all that are selected there.
    'weightscope.injectWeights': async (named, source) => {
      checkTrust('changed', 'inject');
      const document = await targetOf(named, surroundings);
      if (document === undefined) return;
      checkEditable(document.uri);
      await InjectPage.open(
        document,
        { picker, receipts, reporter },
        context.extensionUri,
        source instanceof vscode.Uri ? source : undefined,
      );
    },
  };
}
