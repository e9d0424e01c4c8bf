import * as vscode from 'vscode';
import type { EditorPage } from './editorPage';

/** Which editor page the commands act on, mirrored in context keys for menus and keybindings. */
export class ActivePage {
  private page: EditorPage | undefined;
  private readonly mirrored = new Map<string, boolean>();

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
    this.setContext('weightscope.active', this.page !== undefined);
    this.setContext('weightscope.tensor', this.page?.weight != null);
  }

  /** Only what has changed: VS Code goes through its menus each time it is told. */
  private setContext(key: string, value: boolean): void {
    if (this.mirrored.get(key) === value) return;
    this.mirrored.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
