import * as vscode from 'vscode';
import { Channel, type Client } from '../protocol/channel';
import { Gate } from './gate';
import { pageHtml, type PageScript } from './pageHtml';

/** A page of ours in a webview panel, and the channel to it. */
export class WebviewPage<Remote extends object, Local extends object> {
  private readonly channel: Channel<Remote, Local>;
  /** VS Code drops what is posted to a page before its script runs; the page then speaks first. */
  private readonly loaded = new Gate();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    page: PageScript,
    local: Local,
  ) {
    const { webview } = panel;
    this.channel = new Channel<Remote, Local>(
      {
        post: (message) => void webview.postMessage(message),
        onMessage: (listener) =>
          void webview.onDidReceiveMessage((message) => {
            this.loaded.open();
            listener(message);
          }),
      },
      local,
    );
    const hidden = panel.onDidChangeViewState(() => {
      // A hidden page is torn down and asks for everything when it is shown again, if it is not retained.
      const isRetained = panel.options.retainContextWhenHidden === true;
      if (!panel.visible && !isRetained) this.loaded.shut();
    });
    panel.onDidDispose(() => {
      this.channel.close(new Error('The editor was closed.'));
      hidden.dispose();
    });
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
    };
    webview.html = pageHtml(webview, extensionUri, page);
  }

  /** Brings it to the front. Where it is there, VS Code would take the focus from what has it in the page. */
  reveal(): void {
    if (!this.panel.active) this.panel.reveal();
  }

  /** The page, as soon as it answers. */
  async remote(): Promise<Client<Remote>> {
    await this.loaded.pass();
    return this.channel.remote;
  }

  /** The page if it is there to be told; a hidden one asks anew when it is shown. */
  get shown(): Client<Remote> | undefined {
    return this.loaded.opened ? this.channel.remote : undefined;
  }
}
