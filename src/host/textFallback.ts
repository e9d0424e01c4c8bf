import * as vscode from 'vscode';
import { openAsText } from './openAsText';

/** Gives files that Weightscope opened by their name, but that are no model, to the text editor. */
export class TextFallback implements vscode.Disposable {
  /** By address, until the last tab of the file is closed. */
  private readonly given = new Set<string>();
  private readonly tabs = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
    if (closed.length > 0) this.forgetClosed();
  });

  /**
   * @param column Where the page of the file is.
   * @returns false if the page has taken the place of the text: it was asked for by name, and stays to say why it is empty.
   */
  async show(uri: vscode.Uri, column: vscode.ViewColumn | undefined): Promise<boolean> {
    const address = uri.toString();
    const isShown = shownFiles().some(
      (file) => file.isText && file.column === column && file.address === address,
    );
    if (this.given.has(address) && !isShown) return false;
    this.given.add(address);
    await openAsText(uri, column);
    return true;
  }

  dispose(): void {
    this.tabs.dispose();
  }

  private forgetClosed(): void {
    const open = new Set(shownFiles().map(({ address }) => address));
    for (const address of this.given) if (!open.has(address)) this.given.delete(address);
  }
}

function shownFiles() {
  return vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
    tabs.flatMap(({ input }) => {
      const isText = input instanceof vscode.TabInputText;
      return isText || input instanceof vscode.TabInputCustom
        ? [{ address: input.uri.toString(), column: viewColumn, isText }]
        : [];
    }),
  );
}
