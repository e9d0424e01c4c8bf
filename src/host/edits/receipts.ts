import * as vscode from 'vscode';

const SCHEME = 'weightscope-receipt';
const PREVIEW = 'markdown.showPreview';
/** Its commands are not known before it is started, which the first one does. */
const MARKDOWN = 'vscode.markdown-language-features';
/** Older ones are forgotten. */
const MOST_KEPT = 50;

/**
 * What injections and copies did, as Markdown documents that can be read and saved elsewhere. They are no files:
 * closing one asks nothing.
 */
export class Receipts implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private shown = 0;
  private readonly provider: vscode.Disposable;

  constructor() {
    this.provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: ({ path }) =>
        this.texts.get(path) ?? 'This receipt is no longer kept.\n',
    });
  }

  dispose(): void {
    this.provider.dispose();
  }

  /** Opens the receipt as it is to be read; as text where VS Code has no preview of Markdown. */
  async show(title: 'Injection' | 'Copy', markdown: string): Promise<void> {
    const path = `/${title} ${++this.shown}.md`;
    this.texts.set(path, markdown);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MOST_KEPT && oldest !== undefined) this.texts.delete(oldest);
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    const document = await vscode.workspace.openTextDocument(uri);
    if (vscode.extensions.getExtension(MARKDOWN) !== undefined)
      await vscode.commands.executeCommand(PREVIEW, uri);
    else await vscode.window.showTextDocument(document, { preview: false });
  }
}
