import * as vscode from 'vscode';

const KINDS = { md: 'Markdown', csv: 'CSV' } as const;

/** Asks where to, then writes the comparison as text. */
export async function saveComparison(
  beside: vscode.Uri,
  names: readonly string[],
  extension: keyof typeof KINDS,
  text: string,
): Promise<void> {
  const [a = 'A', b = 'B'] = names.map((name) => name.replace(/[^\w.-]+/g, '-').replace(/-$/, ''));
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(beside, '..', `${a}-against-${b}.${extension}`),
    filters: { [KINDS[extension]]: [extension] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const shown = vscode.workspace.asRelativePath(target);
  vscode.window.setStatusBarMessage(`$(check) Saved ${shown}`, 4000);
}
