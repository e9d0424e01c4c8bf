import type * as vscode from 'vscode';
import { checkEditable } from '../checkEditable';
import { checkTrust } from '../checkTrust';
import type { Command } from '../commands';
import type { Surroundings } from '../export/source';
import type { Reporter } from '../reporter';
import { targetOf } from '../targetOf';
import { RetrainPages } from './retrainPages';

/** The command that trains a model further. */
export function retrainCommands(
  context: vscode.ExtensionContext,
  surroundings: Surroundings,
  reporter: Reporter,
): Record<string, Command> {
  const pages = new RetrainPages(context, surroundings.active, reporter);
  context.subscriptions.push(pages);
  return {
    'weightscope.retrainModel': async (named) => {
      checkTrust('trained', 'retrain');
      const document = await targetOf(named, surroundings);
      if (document === undefined) return;
      checkEditable(document.uri);
      pages.open(document);
    },
  };
}
