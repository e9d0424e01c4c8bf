import * as vscode from 'vscode';
import { tellDone } from './window/messages';
import { placeFor } from './placeFor';

const KINDS = { png: 'PNG picture', svg: 'SVG drawing', html: 'HTML report', csv: 'CSV' } as const;

type Kind = keyof typeof KINDS;

/** Asks for a place beside the model; undefined where the user chooses none. */
export async function askPlace(
  model: vscode.Uri,
  name: string,
  kind: Kind,
): Promise<vscode.Uri | undefined> {
  const plain = name.replace(/[^\w.-]+/g, '-').slice(0, 80);
  return vscode.window.showSaveDialog({
    ...placeFor(model, `${plain}.${kind}`),
    filters: { [KINDS[kind]]: [kind] },
  });
}

export function tellSaved(target: vscode.Uri): void {
  tellDone(`Saved ${vscode.workspace.asRelativePath(target)}`);
}

/** Asks where to, then writes what is made. */
export async function saveAs(
  model: vscode.Uri,
  name: string,
  kind: Kind,
  make: () => Promise<Uint8Array>,
): Promise<void> {
  const target = await askPlace(model, name, kind);
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, await make());
  tellSaved(target);
}
