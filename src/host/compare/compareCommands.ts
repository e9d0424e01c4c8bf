import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ActivePage } from '../activePage';
import type { Command } from '../commands';
import type { Reporter } from '../reporter';
import { SourcePicker } from '../sourcePicker';
import { COMPARE_VIEW_TYPE, ComparePages } from './comparePages';

/** Commands that hold two models side by side. */
export function compareCommands(
  context: vscode.ExtensionContext,
  active: ActivePage,
  reporter: Reporter,
): Record<string, Command> {
  const picker = new SourcePicker(context.workspaceState, 'models');
  const pages = new ComparePages(context.extensionUri, reporter);
  let selected: vscode.Uri | undefined;
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(COMPARE_VIEW_TYPE, pages),
  );
  return {
    'weightscope.compareWith': async (named) => {
      const a =
        uriOf(named) ?? active.get()?.uri ?? (await picker.pick(undefined, 'Compare: Model A'));
      if (a === undefined) return;
      const b = await picker.pick(a, `Compare ${folderAndName(a)} With`);
      if (b !== undefined) await pages.open(a, b);
    },
    'weightscope.selectForCompare': async (named) => {
      selected = uriOf(named) ?? active.get()?.uri;
      if (selected === undefined) return;
      await vscode.commands.executeCommand('setContext', 'weightscope.selectedForCompare', true);
      const text = `$(check) Selected ${folderAndName(selected)} for comparison`;
      vscode.window.setStatusBarMessage(text, 4000);
    },
    'weightscope.compareWithSelected': async (named) => {
      const b = uriOf(named) ?? active.get()?.uri;
      if (selected !== undefined && b !== undefined) await pages.open(selected, b);
    },
    'weightscope.compareSelected': async (_, chosen) => {
      const [a, b] = Array.isArray(chosen) ? chosen.map(uriOf) : [];
      if (a !== undefined && b !== undefined) await pages.open(a, b);
    },
  };
}

function uriOf(context: unknown): vscode.Uri | undefined {
  return context instanceof vscode.Uri ? context : undefined;
}

function folderAndName({ path }: vscode.Uri): string {
  return `${posix.basename(posix.dirname(path))}/${posix.basename(path)}`;
}
