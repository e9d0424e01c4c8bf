import type * as vscode from 'vscode';
import type { ModelDocument } from '../modelDocument';
import type { Reporter } from '../reporter';
import { EvaluatePage } from './evaluatePage';
import { EvaluateSession } from './evaluateSession';

/** At most one tab for each open model; its process and data end with it. */
export class EvaluatePages implements vscode.Disposable {
  private readonly opened = new Map<ModelDocument, EvaluatePage>();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly reporter: Reporter,
  ) {}

  open(document: ModelDocument): void {
    const known = this.opened.get(document);
    if (known !== undefined) {
      known.reveal();
      return;
    }
    const session = new EvaluateSession(document, {
      memory: this.context.workspaceState,
      folders: this.context,
      reporter: this.reporter,
    });
    const page = new EvaluatePage(session, this.context.extensionUri, this.reporter, () => {
      this.opened.delete(document);
      closing.dispose();
      session.dispose();
    });
    this.opened.set(document, page);
    const closing = document.onDispose(() => page.dispose());
  }

  dispose(): void {
    for (const page of this.opened.values()) page.dispose();
  }
}
