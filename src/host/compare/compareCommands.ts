import * as vscode from 'vscode';
import type { ActivePage } from '../activePage';
import type { Command } from '../commands';
import { ModelHistory } from '../git/modelHistory';
import { pickRevision } from '../git/pickRevision';
import { sourceLabel, SourcePicker } from '../sourcePicker';
import { notify, tellDone } from '../window/messages';
import { COMPARE_VIEW_TYPE, ComparePages } from './comparePages';
import type { CompareHelp } from './openSide';
import { atVersion } from './version';

/** Commands that hold two models side by side. */
export function compareCommands(
  context: vscode.ExtensionContext,
  active: ActivePage,
  help: CompareHelp,
): Record<string, Command> {
  const picker = new SourcePicker(context.workspaceState, 'models');
  const pages = new ComparePages(help);
  let selected: vscode.Uri | undefined;
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(COMPARE_VIEW_TYPE, pages),
  );
  const compareWithCommit = async (
    file: vscode.Uri,
    history: ModelHistory,
    ref: string,
  ): Promise<void> => {
    // Said before a page is opened for nothing.
    await history.commit(ref);
    await pages.open(atVersion(file, { kind: 'commit', ref }), file);
  };
  return {
    'weightscope.compareWith': async (named) => {
      const a =
        uriOf(named) ?? active.get()?.uri ?? (await picker.pick(undefined, 'Compare: Model A'));
      if (a === undefined) return;
      const b = await picker.pick(a, `Compare ${sourceLabel(a)} With`);
      if (b !== undefined) await pages.open(a, b);
    },
    'weightscope.selectForCompare': async (named) => {
      selected = uriOf(named) ?? active.get()?.uri;
      if (selected === undefined) return;
      await vscode.commands.executeCommand('setContext', 'weightscope.selectedForCompare', true);
      tellDone(`Selected ${sourceLabel(selected)} for comparison`);
    },
    'weightscope.compareWithSelected': async (named) => {
      const b = uriOf(named) ?? active.get()?.uri;
      if (selected !== undefined && b !== undefined) await pages.open(selected, b);
    },
    'weightscope.compareSelected': async (_, chosen) => {
      const [a, b] = Array.isArray(chosen) ? chosen.map(uriOf) : [];
      if (a !== undefined && b !== undefined) await pages.open(a, b);
    },
    'weightscope.compareWithHead': async (named) => {
      const file = uriOf(named) ?? active.get()?.uri;
      if (file !== undefined) await compareWithCommit(file, await ModelHistory.of(file), 'HEAD');
    },
    'weightscope.compareWithRevision': async (named) => {
      const file = uriOf(named) ?? active.get()?.uri;
      if (file === undefined) return;
      const history = await ModelHistory.of(file);
      const ref = await pickRevision(history, `Compare ${sourceLabel(file)} With`);
      if (ref !== undefined) await compareWithCommit(file, history, ref);
    },
    'weightscope.compareWithSaved': async (named) => {
      const file = uriOf(named) ?? active.get()?.uri;
      if (file === undefined) return;
      const edits = help.documents.documentOf(file)?.edits.edits ?? [];
      if (edits.length > 0) await pages.open(atVersion(file, { kind: 'saved' }), file);
      else {
        const text = `${sourceLabel(file)} has no unsaved edits: there is nothing to compare with its file.`;
        void notify('information', text);
      }
    },
  };
}

function uriOf(context: unknown): vscode.Uri | undefined {
  return context instanceof vscode.Uri ? context : undefined;
}
