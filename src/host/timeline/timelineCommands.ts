import * as vscode from 'vscode';
import type { Command } from '../commands';
import type { Reporter } from '../reporter';
import { TimelinePage } from './timelinePage';

const TIMELINE_VIEW_TYPE = 'weightscope.timeline';

/** Commands that follow a model through a folder of its checkpoints. */
export function timelineCommands(
  context: vscode.ExtensionContext,
  reporter: Reporter,
): Record<string, Command> {
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(TIMELINE_VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const folder = keptIn(state);
        if (folder === undefined) panel.dispose();
        else new TimelinePage(panel, folder, context.extensionUri, reporter);
        return Promise.resolve();
      },
    }),
  );
  return {
    'weightscope.openTimeline': async (named) => {
      const folder = named instanceof vscode.Uri ? named : await askForFolder();
      if (folder === undefined) return;
      const panel = vscode.window.createWebviewPanel(
        TIMELINE_VIEW_TYPE,
        '',
        vscode.ViewColumn.Active,
        // Many models are not to be read again whenever the tab is shown.
        { retainContextWhenHidden: true },
      );
      new TimelinePage(panel, folder, context.extensionUri, reporter);
    },
  };
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: 'Open Checkpoints as Timeline',
      openLabel: 'Open Timeline',
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder;
}

/** A window closed before the page had started kept nothing. */
function keptIn(state: unknown): vscode.Uri | undefined {
  const kept = (state as { readonly timeline?: unknown } | null | undefined)?.timeline;
  return typeof kept === 'string' ? vscode.Uri.parse(kept, true) : undefined;
}
