import * as vscode from 'vscode';
import { ModelMismatchError } from '../../core/errors';
import { isSameFile } from '../node/sameFile';
import { ComparePage } from './comparePage';
import type { CompareHelp } from './openSide';
import { fileOf } from './version';

export const COMPARE_VIEW_TYPE = 'weightscope.compare';

/** All tabs that compare models; VS Code asks it for those of the window that was closed. */
export class ComparePages implements vscode.WebviewPanelSerializer {
  private readonly pages = new Set<ComparePage>();

  constructor(private readonly help: CompareHelp) {}

  /**
   * Shows how B differs from A; the tab that does already, if there is one.
   * @param a Address with its version; see `versionOf`.
   */
  async open(a: vscode.Uri, b: vscode.Uri): Promise<void> {
    if (a.fragment === b.fragment && (await isSameFile(fileOf(a), fileOf(b)))) {
      throw new ModelMismatchError(
        'Both are the same file: there is nothing to compare. Choose another model.',
      );
    }
    const open = [...this.pages].find((page) => page.compares(a, b));
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      COMPARE_VIEW_TYPE,
      '',
      vscode.ViewColumn.Active,
      // Comparing two large models again whenever the tab is shown would take long.
      { retainContextWhenHidden: true },
    );
    this.add(panel, a, b);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = keptIn(state);
    if (kept === undefined) panel.dispose();
    else this.add(panel, kept.a, kept.b);
    return Promise.resolve();
  }

  private add(panel: vscode.WebviewPanel, a: vscode.Uri, b: vscode.Uri): void {
    const page = new ComparePage(panel, a, b, this.help);
    this.pages.add(page);
    panel.onDidDispose(() => this.pages.delete(page));
  }
}

/** A window closed before the page had started kept nothing. */
function keptIn(state: unknown): { readonly a: vscode.Uri; readonly b: vscode.Uri } | undefined {
  const kept = (state as { readonly compared?: unknown } | null | undefined)?.compared;
  if (typeof kept !== 'object' || kept === null || !('a' in kept) || !('b' in kept))
    return undefined;
  const { a, b } = kept;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  return { a: vscode.Uri.parse(a, true), b: vscode.Uri.parse(b, true) };
}
