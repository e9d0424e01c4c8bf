import * as vscode from 'vscode';
import { ActivePage } from './activePage';
import { createCommands } from './commands';
import { commitsFolder } from './compare/commitSide';
import { compareCommands } from './compare/compareCommands';
import { dataFolder } from './data/dataDesk';
import { Receipts } from './edits/receipts';
import { evaluateCommands } from './evaluate/evaluateCommands';
import { nativeCommands } from './engine/nativeCommands';
import { injectCommands } from './inject/injectCommands';
import { MODEL_VIEW_TYPES, ModelEditorProvider } from './modelEditorProvider';
import { removeAbandonedDataFolders } from './node/dataFolders';
import { retrainCommands } from './retrain/retrainCommands';
import { valuesFolder } from './node/startWorker';
import { removeAbandonedValueFiles } from './node/valueFiles';
import { timelineCommands } from './timeline/timelineCommands';
import { Reporter } from './reporter';

export function activate(context: vscode.ExtensionContext): void {
  const reporter = new Reporter(vscode.window.createOutputChannel('Weightscope', { log: true }));
  const receipts = new Receipts();
  const active = new ActivePage();
  const provider = new ModelEditorProvider(context, active, reporter);
  const surroundings = { active, documents: provider, folders: context };
  for (const removed of [
    removeAbandonedValueFiles(valuesFolder(context)),
    removeAbandonedDataFolders(dataFolder(context)),
    removeAbandonedDataFolders(commitsFolder(context)),
  ])
    removed.catch((error: unknown) => reporter.record(error));
  context.subscriptions.push(
    reporter,
    receipts,
    provider,
    ...MODEL_VIEW_TYPES.map((viewType) =>
      vscode.window.registerCustomEditorProvider(viewType, provider.of(viewType), {
        supportsMultipleEditorsPerDocument: true,
      }),
    ),
    ...Object.entries({
      ...createCommands(context, active, surroundings),
      ...injectCommands(context, surroundings, reporter, receipts),
      ...retrainCommands(context, surroundings, reporter),
      ...evaluateCommands(context, surroundings, reporter),
      ...compareCommands(context, active, {
        ...surroundings,
        memory: context.workspaceState,
        reporter,
        receipts,
      }),
      ...timelineCommands(context, reporter),
      ...nativeCommands(context, reporter),
    }).map(([command, run]) =>
      vscode.commands.registerCommand(command, (context?: unknown, selected?: unknown) =>
        reporter.guard(() => run(context, selected)),
      ),
    ),
  );
}
