import * as vscode from 'vscode';
import type { EditorPage } from './editorPage';

/** Which editor page the commands act on, mirrored in context keys for menus and keybindings. */
export class ActivePage {
  private page: EditorPage | undefined;

  get(): EditorPage | undefined {
    return this.page;
  }

  /** To be called when a page's visibility, focus or selection changes. */
  update(page: EditorPage): void {
    if (page.active) this.page = page;
    else if (this.page === page) this.page = undefined;
    this.mirror();
  }

  remove(page: EditorPage): void {
    if (this.page === page) this.page = undefined;
    this.mirror();
  }

  private mirror(): void {
    void setContext('weightscope.active', this.page !== undefined);
    void setContext('weightscope.tensor', this.page?.weight != null);
  }
}

function setContext(key: string, value: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', key, value);
}
