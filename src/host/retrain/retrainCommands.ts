import * as vscode from 'vscode';
import { ModelMismatchError } from '../../core/errors';
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
      if (!vscode.workspace.isTrusted)
        throw new ModelMismatchError(
          'This workspace is not trusted: its models can be viewed but not trained. Trust it to retrain (Workspaces: Manage Workspace Trust).',
        );
      const document = await targetOf(named, surroundings);
      if (document !== undefined) pages.open(document);
    },
  };
}
