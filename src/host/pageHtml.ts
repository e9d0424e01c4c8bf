import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Bundles of src/webview, each the script of one page. */
export type PageScript = 'editor' | 'inject' | 'compare' | 'retrain' | 'evaluate' | 'timeline';

/** The page's frame: no data in it, and nothing may load but what the extension ships. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: PageScript,
): string {
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    // The one script is ours.
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    // Codicons.
    `font-src ${webview.cspSource}`,
    // Pictures that the page draws itself before they are saved.
    'img-src blob: data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Weightscope</title>
    <link rel="stylesheet" href="${asset('style.css')}" id="vscode-codicon-stylesheet" />
  </head>
  <body>
    <div id="root"></div>
    <script type="module" nonce="${nonce}" src="${asset(`${page}.js`)}"></script>
  </body>
</html>`;
}
