import type * as vscode from 'vscode';
import { checkTrust } from '../checkTrust';
import type { Command } from '../commands';
import type { Surroundings } from '../export/source';
import type { Reporter } from '../reporter';
import { targetOf } from '../targetOf';
import { EvaluatePages } from './evaluatePages';

/** The command that tells how good a model is. */
export function evaluateCommands(
  context: vscode.ExtensionContext,
  surroundings: Surroundings,
  reporter: Reporter,
): Record<string, Command> {
  const pages = new EvaluatePages(context, reporter);
  context.subscriptions.push(pages);
  return {
    'weightscope.evaluateModel': async (named) => {
      checkTrust('run', 'evaluate');
      const document = await targetOf(named, surroundings);
      if (document !== undefined) pages.open(document);
    },
  };
}
