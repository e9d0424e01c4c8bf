import { posix } from 'node:path';
import * as vscode from 'vscode';
import { isOrHolds } from '../../compute/client';
import { EXPORT_FORMATS, type ExportFormat, isFolderFormat } from '../../core/exchange/formats';
import { fileNames } from '../../core/exchange/names';
import { askFirst } from '../window/messages';
import type { ExportSource } from './source';
import { placeFor } from '../placeFor';

/** Asks where to, and before anything is replaced. @throws Error if that would replace the model itself. */
export async function askTarget(
  source: Pick<ExportSource, 'uri'>,
  name: string,
  format: ExportFormat,
): Promise<vscode.Uri | undefined> {
  const [safe = 'weights'] = fileNames([name]);
  const target = isFolderFormat(format)
    ? await askFolder(source.uri, `${safe}-${format}`)
    : await askFile(source.uri, safe, format);
  if (target !== undefined) refuseModel(target, source.uri);
  return target;
}

function askFile(
  model: vscode.Uri,
  name: string,
  format: ExportFormat,
): Thenable<vscode.Uri | undefined> {
  const { label, extension } = EXPORT_FORMATS[format];
  // The dialog itself asks before a file is replaced.
  return vscode.window.showSaveDialog({
    title: `Export as ${label}`,
    saveLabel: 'Export',
    ...placeFor(model, `${name}.${extension}`),
    filters: { [label]: [extension] },
  });
}

/** A new folder of that name in one that is chosen. */
async function askFolder(model: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: `Export into the New Folder "${name}"`,
      openLabel: 'Export Here',
      ...placeFor(model),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (parent === undefined) return undefined;
  const target = vscode.Uri.joinPath(parent, name);
  if (!(await exists(target))) return target;
  const replace = 'Replace';
  const keep = 'Keep Both';
  const answer = await askFirst(
    'warning',
    `There is a "${name}" already. Replace it?`,
    'Everything in it will be deleted.',
    replace,
    keep,
  );
  if (answer === keep) return unused(parent, name);
  return answer === replace ? target : undefined;
}

async function unused(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let n = 2; ; n++) {
    const target = vscode.Uri.joinPath(parent, `${name}-${n}`);
    if (!(await exists(target))) return target;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** @throws Error where the model would be replaced. */
export function refuseModel(target: vscode.Uri, model: vscode.Uri): void {
  if (target.scheme !== model.scheme || target.authority !== model.authority) return;
  const isHeld =
    target.scheme === 'file'
      ? isOrHolds(target.fsPath, model.fsPath)
      : target.path === model.path || model.path.startsWith(`${target.path}/`);
  if (!isHeld) return;
  throw new Error(
    `${posix.basename(target.path)} holds the model that is exported. Choose another name or folder.`,
  );
}
